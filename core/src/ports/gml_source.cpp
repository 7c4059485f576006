#include "didban/ports/gml_source.h"

namespace didban {

const GmlNode* GmlNode::child(std::string_view wanted) const
{
    for (const GmlNode& node : children)
        if (node.name == wanted)
            return &node;
    return nullptr;
}

std::string GmlNode::attribute(const std::string& wanted) const
{
    const auto found = attributes.find(wanted);
    return found == attributes.end() ? std::string{} : found->second;
}

} // namespace didban
