#include "xml_stream.h"

#include "didban/base/error.h"
#include "didban/base/memory_left.h"

#include <new>

namespace didban::gdal {

namespace {

std::string to_text(const xmlChar* text)
{
    return text == nullptr ? std::string{} : std::string(reinterpret_cast<const char*>(text));
}

std::string trimmed(const std::string& text)
{
    const auto from = text.find_first_not_of(" \t\r\n");
    return from == std::string::npos ? std::string{} : text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

} // namespace

XmlStream::XmlStream(const std::string& path) : path_(path), file_(VSIFOpenL(path.c_str(), "rb"))
{
    if (!file_)
        throw Error(ErrorKind::UnreadableInput, path + ": cannot be opened; check the path");
    reader_.reset(xmlReaderForIO(&XmlStream::fill, nullptr, file_.get(), path.c_str(), nullptr, XML_PARSE_NONET));
    if (!reader_)
        throw Error(ErrorKind::UnreadableInput, path + ": cannot be read as XML");
    xmlTextReaderSetStructuredErrorHandler(reader_.get(), &XmlStream::remember, this);
}

int XmlStream::fill(void* context, char* buffer, int size) noexcept
{
    return static_cast<int>(VSIFReadL(buffer, 1, static_cast<std::size_t>(size), static_cast<VSILFILE*>(context)));
}

void XmlStream::remember(void* context, xmlError* error) noexcept
{
    auto& self = *static_cast<XmlStream*>(context);
    if (error->level < XML_ERR_ERROR || !self.message_.empty())
        return;
    self.error_line_ = error->line;
    try {
        self.message_ = trimmed(error->message == nullptr ? "" : error->message);
    } catch (const std::bad_alloc&) { // libxml2's C code is no place for it
        self.out_of_memory_ = true;
    }
}

void XmlStream::fail(const std::string& message) const
{
    throw Error(ErrorKind::UnreadableInput, path_ + ":" + std::to_string(line()) + ": " + message);
}

bool XmlStream::moved(int outcome)
{
    if (outcome < 0) {
        if (out_of_memory_)
            throw std::bad_alloc();
        throw_if_out_of_memory();
        throw Error(ErrorKind::UnreadableInput,
                    path_ + ":" + std::to_string(error_line_ > 0 ? error_line_ : line()) + ": is no complete XML (" +
                        (message_.empty() ? "the file cannot be read" : message_) +
                        "); the file is cut off, damaged or no GML: copy it again from its source");
    }
    if (outcome == 1 && xmlTextReaderNodeType(reader_.get()) == XML_READER_TYPE_DOCUMENT_TYPE)
        fail("holds a DOCTYPE, which GML does not need and which is not read; remove it");
    return outcome == 1;
}

bool XmlStream::read()
{
    return moved(xmlTextReaderRead(reader_.get()));
}

bool XmlStream::skip()
{
    return moved(xmlTextReaderNext(reader_.get()));
}

bool XmlStream::at_element() const
{
    return xmlTextReaderNodeType(reader_.get()) == XML_READER_TYPE_ELEMENT;
}

std::string XmlStream::local_name() const
{
    return to_text(xmlTextReaderConstLocalName(reader_.get()));
}

std::string XmlStream::name_space() const
{
    return to_text(xmlTextReaderConstNamespaceUri(reader_.get()));
}

int XmlStream::depth() const
{
    return xmlTextReaderDepth(reader_.get());
}

std::string XmlStream::attribute(const char* name) const
{
    const std::unique_ptr<xmlChar, decltype(xmlFree)> value(
        xmlTextReaderGetAttribute(reader_.get(), reinterpret_cast<const xmlChar*>(name)), xmlFree);
    return to_text(value.get());
}

std::int64_t XmlStream::line() const
{
    return xmlTextReaderGetParserLineNumber(reader_.get());
}

xmlNode* XmlStream::expand()
{
    xmlNode* const node = xmlTextReaderExpand(reader_.get());
    if (node == nullptr)
        moved(-1);
    return node;
}

GmlNode to_tree(const xmlNode* element, const std::string& without)
{
    GmlNode node;
    node.name = to_text(element->name);
    for (const xmlAttr* a = element->properties; a != nullptr; a = a->next) {
        std::string value;
        for (const xmlNode* part = a->children; part != nullptr; part = part->next)
            value += to_text(part->content);
        node.attributes.emplace(to_text(a->name), trimmed(value));
    }
    for (const xmlNode* part = element->children; part != nullptr; part = part->next) {
        if (part->type == XML_TEXT_NODE || part->type == XML_CDATA_SECTION_NODE)
            node.text += to_text(part->content);
        else if (part->type == XML_ELEMENT_NODE && to_text(part->name) != without)
            node.children.push_back(to_tree(part, {}));
    }
    node.text = node.children.empty() ? trimmed(node.text) : std::string{};
    return node;
}

} // namespace didban::gdal
