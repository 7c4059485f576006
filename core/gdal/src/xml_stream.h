#pragma once
#include "didban/ports/gml_source.h"

#include <cpl_vsi.h>
#include <libxml/xmlreader.h>

#include <memory>
#include <string>

namespace didban::gdal {

struct FileClose {
    void operator()(VSILFILE* file) const noexcept { VSIFCloseL(file); }
};
using FileHandle = std::unique_ptr<VSILFILE, FileClose>;

/// libxml2's streaming reader on a file of GDAL's virtual file system. No network, no external entities, no DTD.
class XmlStream {
public:
    /// Throws Error{UnreadableInput} when the file cannot be opened or is empty.
    explicit XmlStream(const std::string& path);
    /// To the next node; false at the end. Throws Error{UnreadableInput} with the line for broken XML and for a
    /// DOCTYPE.
    bool read();
    /// Past the element the stream stands on, with all it holds.
    bool skip();
    [[nodiscard]] bool at_element() const;
    [[nodiscard]] std::string local_name() const;
    [[nodiscard]] std::string name_space() const;
    [[nodiscard]] int depth() const;
    [[nodiscard]] std::string attribute(const char* name) const;
    [[nodiscard]] std::int64_t line() const;
    /// The element with all it holds; stays valid until the stream moves. Throws like read().
    [[nodiscard]] xmlNode* expand();
    [[noreturn]] void fail(const std::string& message) const;

private:
    struct ReaderFree {
        void operator()(xmlTextReader* reader) const noexcept { xmlFreeTextReader(reader); }
    };
    static int fill(void* context, char* buffer, int size) noexcept;
    static void remember(void* context, xmlError* error) noexcept;
    bool moved(int outcome);
    std::string path_, message_;
    std::int64_t error_line_{};
    bool out_of_memory_{false};
    FileHandle file_;
    std::unique_ptr<xmlTextReader, ReaderFree> reader_;
};

/// The element as a plain tree; `without`: the child of this name is left out.
[[nodiscard]] GmlNode to_tree(const xmlNode* element, const std::string& without);

} // namespace didban::gdal
