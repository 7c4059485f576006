#include "cases/figures_shell.h"

#include "html_text.h"
#include "page_parts.h"

namespace didban {

namespace {

constexpr const char* script = R"js("use strict";
const show = to => {
  document.documentElement.lang = to; document.documentElement.dir = to === "fa" ? "rtl" : "ltr";
  for (const m of document.querySelectorAll("main")) m.hidden = m.lang !== to;
  document.title = document.querySelector("main[lang=" + to + "] h1").textContent;
  for (const b of document.querySelectorAll("#languages button")) b.setAttribute("aria-pressed", b.lang === to);
  document.querySelector("main[lang=" + to + "] .switch").append(document.getElementById("languages"));
  document.getElementById("languages").hidden = false;
  history.replaceState(null, "", "#lang=" + to);
};
for (const b of document.querySelectorAll("#languages button")) b.onclick = () => { show(b.lang); b.focus(); };
show({ "#lang=fa": "fa", "#lang=en": "en" }[location.hash] ?? document.documentElement.lang);
)js";

} // namespace

std::string figures_shell(const FiguresText& english, const FiguresText& persian, bool persian_first)
{
    const std::string fa = "<main lang=\"fa\" dir=\"rtl\">" + persian.main + "</main>\n";
    const std::string en = "<main lang=\"en\" dir=\"ltr\">" + english.main + "</main>\n";
    return std::string("<!doctype html>\n<html lang=\"") + (persian_first ? "fa\" dir=\"rtl" : "en\" dir=\"ltr") +
           "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
           "initial-scale=1\">\n<meta name=\"generator\" content=\"Didban\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
           "'unsafe-inline'; script-src 'unsafe-inline'\">\n" +
           html::element("title", html::escape(persian_first ? persian.title : english.title)) + "\n<style>\n" +
           std::string(report::page_part("figures")) +
           "</style>\n</head>\n<body>\n<div id=\"languages\" role=\"group\" aria-label=\"زبان / Language\" "
           "hidden><button "
           "type=\"button\" lang=\"fa\">فارسی</button><button type=\"button\" lang=\"en\">English</button></div>\n" +
           (persian_first ? fa + en : en + fa) + "<script>\n" + script + "</script>\n</body>\n</html>\n";
}

} // namespace didban
