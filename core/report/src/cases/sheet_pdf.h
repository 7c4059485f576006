#pragma once
#include "cases/sheet_text.h"
#include "didban/base/date.h"
#include "didban/print/pdf_document.h"

#include <array>
#include <string>
#include <vector>

namespace didban::report {

/// What a sheet's print shows.
struct PrintedSheet {
    std::string city, city_fa, case_id;                ///< one name of the city twice, where it has no other
    const std::vector<SheetText>& texts;               ///< one or more pages each
    const std::array<print::JpegPicture, 2>& pictures; ///< before, after
    const std::vector<SheetRow>& digests;
    Date day; ///< of the later image: told as the document's
};

/// The sheet of a case as a PDF: what sheet.html shows. The same sheet and fonts give the same bytes.
[[nodiscard]] std::string sheet_pdf(const PrintedSheet& sheet);

} // namespace didban::report
