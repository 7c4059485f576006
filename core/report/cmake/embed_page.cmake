# cmake -DHOME=<core/report/page> -DOUT=<file.cpp> -P embed_page.cmake: the page's sources as text inside the library.
set(scripts words data map list charts sheet filters app)
set(literals "")
function(literal name file)
  file(READ ${HOME}/${file} text)
  # Compilers limit the length of one literal; adjacent ones are one text.
  string(LENGTH "${text}" length)
  set(at 0)
  set(pieces "")
  while(at LESS length)
    string(SUBSTRING "${text}" ${at} 8000 piece)
    string(APPEND pieces "R\"didban(${piece})didban\"\n")
    math(EXPR at "${at} + 8000")
  endwhile()
  set(literals "${literals}    {\"${name}\", ${pieces}},\n" PARENT_SCOPE)
endfunction()
literal(page page.html)
literal(style page.css)
literal(sheet_style sheet.css)
literal(evidence evidence.css)
literal(figures figures.css)
foreach(script IN LISTS scripts)
  literal(${script} ${script}.js)
endforeach()
file(WRITE ${OUT} "#include \"page_parts.h\"

#include <array>
#include <utility>

namespace didban::report {

std::string_view page_part(std::string_view name)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 13> parts{{
${literals}    }};
    for (const auto& [known, text] : parts)
        if (known == name)
            return text;
    return {};
}

} // namespace didban::report
")
