#pragma once

namespace didban {

/// Style of the parcel page: phone, screen and A4. Colours keep a contrast of 4.5 to 1 against their ground, and no
/// meaning hangs on colour alone.
inline constexpr const char* page_style = R"css(
:root{--ink:#1d2730;--soft:#52606d;--line:#d9dee3;--ground:#f5f7f8;--blue:#0f4c75;--pale:#e8f0f6}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.75 Vazirmatn,Vazir,"Noto Sans Arabic","Noto Naskh Arabic",Tahoma,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
html[lang=en] body{line-height:1.55}
header.top{background:var(--blue);color:#fff;padding:1.4rem 0 1.5rem}
header.top .city{margin:0;font-size:.95rem;opacity:.92}
h1{margin:.1rem 0 .2rem;font-size:1.75rem;line-height:1.4}
header.top .when{margin:0;opacity:.95}
.wrap{max-width:62rem;margin:0 auto;padding:0 1.1rem}
main section{background:#fff;border:1px solid var(--line);border-radius:10px;padding:1rem 1.2rem 1.2rem;margin:1.1rem 0}
h2{margin:0 0 .7rem;font-size:1.15rem;color:var(--blue)}
h3{margin:1rem 0 .4rem;font-size:1rem}
p{margin:.4rem 0}
.note{color:var(--soft);font-size:.92rem}
.cards{display:grid;grid-template-columns:repeat(4,1fr);gap:.8rem;margin:1.1rem 0}
.card{background:#fff;border:1px solid var(--line);border-inline-start:5px solid var(--blue);border-radius:10px;padding:.75rem .9rem}
.card .what{margin:0;color:var(--soft);font-size:.9rem}
.card .value{margin:.1rem 0 .4rem;font-size:1.2rem;font-weight:700;line-height:1.5}
.badge{display:inline-block;border-radius:1rem;padding:.05rem .65rem;font-size:.82rem;border:1px solid;white-space:nowrap}
.ALLOWED{color:#0b5334;background:#e7f5ee;border-color:#a9d8c1}
.LIMITED{color:#0f4c75;background:#e8f0f6;border-color:#a9c6dc}
.FORBIDDEN{color:#8c1d18;background:#fdecea;border-color:#eeb4af}
.UNKNOWN,.NEEDS_INQUIRY{color:#6b4700;background:#fff5d9;border-color:#e3c679}
.NOT_REGULATED{color:#42505c;background:#eef1f3;border-color:#cbd3d9}
.card.FORBIDDEN,.card.UNKNOWN,.card.NEEDS_INQUIRY,.card.LIMITED,.card.ALLOWED,.card.NOT_REGULATED{color:var(--ink);background:#fff;border-color:var(--line)}
.card.ALLOWED{border-inline-start-color:#2c8a61}.card.FORBIDDEN{border-inline-start-color:#b3261e}
.card.UNKNOWN,.card.NEEDS_INQUIRY{border-inline-start-color:#c58b00}.card.NOT_REGULATED{border-inline-start-color:#8796a3}
.alert{background:#fff;border:1px solid #e3c679;border-inline-start:5px solid #c58b00;border-radius:10px;padding:.7rem 1.1rem;margin:1.1rem 0}
.alert h2{color:#6b4700;margin-bottom:.2rem;font-size:1.05rem}
.alert.grave{border-color:#eeb4af;border-inline-start-color:#b3261e}.alert.grave h2{color:#8c1d18}
.alert ul{margin:.2rem 0;padding-inline-start:1.3rem}
.two{display:grid;grid-template-columns:1.25fr 1fr;gap:1.2rem;align-items:start}
figure{margin:0}svg.map{display:block;width:100%;height:auto;border:1px solid var(--line);border-radius:8px}
figcaption{font-size:.85rem;color:var(--soft);display:flex;flex-wrap:wrap;gap:.2rem 1rem;margin-top:.45rem}
.key{display:inline-flex;align-items:center;gap:.35rem}.key i{width:1.1rem;height:.8rem;display:inline-block;border:1px solid}
table{border-collapse:collapse;width:100%;font-size:.95rem}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{padding:.5rem .6rem;text-align:start;vertical-align:top;border-bottom:1px solid var(--line)}
thead th{white-space:nowrap;color:var(--soft);font-weight:600;font-size:.85rem;border-bottom:2px solid var(--line)}
tbody th{font-weight:600}
.facts th{width:42%;font-weight:400;color:var(--soft)}.facts td{font-weight:600}.facts .remark{font-weight:400}
tbody tr:last-child>*{border-bottom:0}
.clause{display:block}.clause a{color:var(--blue)}.remark{display:block;color:var(--soft);font-size:.9rem}
code{font:.8rem/1.5 ui-monospace,"DejaVu Sans Mono",monospace;background:#eef1f3;border-radius:4px;padding:.05rem .3rem;overflow-wrap:anywhere}
.steps{list-style:none;display:flex;margin:.6rem 0 .3rem;padding:0;counter-reset:s}
.steps li{flex:1;text-align:center;position:relative;color:var(--soft);font-size:.85rem}
.steps li::before{content:"";display:block;width:.95rem;height:.95rem;margin:0 auto .3rem;border-radius:50%;background:#fff;border:2px solid #9aa7b2;position:relative;z-index:1}
.steps li+li::after{content:"";position:absolute;top:.42rem;inset-inline-start:-50%;width:100%;height:2px;background:#c6ced5}
.steps li.done{color:var(--ink);font-weight:600}.steps li.done::before{background:var(--blue);border-color:var(--blue)}.steps li.done+li.done::after{background:var(--blue)}
.permit{border-top:1px solid var(--line);padding-top:.7rem;margin-top:.7rem}.permit:first-of-type{border-top:0;margin-top:0;padding-top:0}
.permit h3{margin:0 0 .2rem}
.proof{display:flex;gap:1.1rem;align-items:flex-start;margin-top:.9rem;break-inside:avoid}.proof>div{min-width:0}.proof p:first-child{margin-top:0}
svg.qr{flex:none;width:8.2rem;height:8.2rem;border:1px solid var(--line)}
footer{color:var(--soft);font-size:.88rem;padding:.2rem 0 2rem}
@media(max-width:44rem){.cards{grid-template-columns:1fr 1fr}.two{grid-template-columns:1fr}h1{font-size:1.4rem}
main section{padding:.9rem .9rem 1rem}
.proof{flex-direction:column}
table.wide thead{position:absolute;clip-path:inset(50%)}
table.wide tr{display:block;padding:.5rem 0;border-bottom:1px solid var(--line)}table.wide tr:last-child{border-bottom:0}
table.wide th,table.wide td{display:block;border:0;padding:.1rem 0}
table.wide td[data-label]:not(:empty)::before{content:attr(data-label) ": ";color:var(--soft);font-size:.85rem}}
@media(max-width:22rem){.cards{grid-template-columns:1fr}}
@page{size:A4;margin:13mm 12mm 14mm}
@media print{*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{background:#fff;font-size:10.5pt;line-height:1.55}.wrap{max-width:none;padding:0}
header.top{background:none;color:var(--ink);border-bottom:3px solid var(--blue);padding:0 0 .4rem}header.top .city,header.top .when{opacity:1}
.cards{margin:.7rem 0;grid-template-columns:repeat(4,1fr)}.card .value{font-size:1.05rem}
main section{border:0;border-radius:0;padding:0;margin:1rem 0}.alert{margin:.8rem 0}
.two{grid-template-columns:1.1fr 1fr}
.proof{flex-direction:row}svg.qr{width:32mm;height:32mm}
thead{display:table-header-group;break-after:avoid}tbody tr:first-child{break-before:avoid}tr,.card,.permit,figure,.alert{break-inside:avoid}h2,h3{break-after:avoid}
th,td{padding:.28rem .45rem}footer{padding-bottom:0}}
)css";

} // namespace didban
