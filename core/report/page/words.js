const words = {
  fa: {
    title: "گزارش دیده‌بان", skip: "رفتن به فهرست", language: "زبان", search: "جست‌وجوی ملک، پروانه، نشانی یا پرونده", verdict: "نتیجه",
    filters: "صافی‌ها", list: "فهرست", charts: "نمودارها", none: "یافته‌ای با این صافی‌ها نیست.", map: "نقشه", view: "نما",
    map_keys: "نقشه با تصویر پیش و پس؛ کلیدهای جهت جابه‌جا می‌کنند، + و − بزرگ و کوچک", swipe: "پردهٔ میان تصویر پیش و پس", closer: "بزرگ‌تر", farther: "کوچک‌تر",
    own_calibration: "تنظیم خود آشکارساز", taught_by: "تنظیم‌شده با نتیجهٔ بازدیدها: ",
    whole: "همهٔ شهر", violation: "تخلف", district: "ناحیه", state: "وضعیت پرونده", confidence: "اطمینان", priority: "اولویت", from: "از تاریخ", to: "تا تاریخ",
    all: "همه", clear: "پاک کردن صافی‌ها", at_least: "دست‌کم", first: "نخستین", close: "بستن", print: "چاپ", previous: "قبلی", next: "بعدی", show: "روی نقشه",
    parcel: "ملک", no_parcel: "بیرون از همهٔ ملک‌ها", before: "پیش", after: "پس", permit: "پروانه", no_permit: "یافت نشد", change: "نوع تغییر", stage: "مرحله", cause: "منشأ تغییر",
    area: "مساحت", height: "ارتفاع", seen: "میان دو تاریخ", address: "نشانی", place: "مختصات", in_parcel: "احتمال قرار داشتن در این ملک", clauses: "ضوابط", provided: "به شرط:", history: "سابقه",
    facts: "مشخصات", case: "پرونده", by_month: "به تفکیک ماه", by_district: "به تفکیک ناحیه", unknown: "نامعلوم", of: "از", parcels: "ملک‌ها",
    findings: "یافته", shown: "نمایش", measured: "اندازه", limit: "حد مجاز", doubt: "خطا", left_out: "ملک‌های بدون تغییر رسم نشده‌اند", compared: "مقایسهٔ", and: "با",
    clock: "مهلت", overdue: "مهلت گذشته", soon: "تا دو هفتهٔ دیگر", running: "مهلت‌دار", due_by: "تا", awaited: "در انتظار", or: "یا", counted_from: "از", comma: "، ", semicolon: "؛ ", step: "آخرین گام",
    m2: "مترمربع", m: "متر", percent: "٪", floors_unit: "طبقه", month: "ماه", number: "تعداد", filters_on: "فعال",
    imagery: (whole, fine, count) => "تصویر: هر پیکسل " + whole + " متر" + (count ? "؛ پیرامون " + count + " یافتهٔ نخست " + fine + " متر" : ""), coarse: size => "هر پیکسل " + size + " متر",
    verdicts: { s: "مظنون", u: "نامشخص", a: "مجاز", e: "معاف", n: "بدون تغییر", t: "دیده‌نشده", m: "کوچک" },
    codes: { new: "بنای جدید", extended: "توسعه", demolished: "تخریب", heightened: "افزایش طبقه", groundwork: "گودبرداری یا پی", excavation: "گودبرداری", foundation: "پی‌سازی", frame: "اسکلت", roofed: "سقف بسته", unknown: "نامعلوم",
      building: "ساختمان", demolition: "تخریب", open_water: "آب باز", in_doubt: "از تصویر روشن نیست",
      detected: "کشف‌شده", recorded: "ثبت‌شده", confirmed: "تأییدشده", dismissed: "ردشده", closed: "بسته", 
      valid: "معتبر", expired: "منقضی", not_yet_issued: "هنوز صادر نشده", revoked: "باطل", completed: "پایان‌یافته", wrong_kind: "برای کار دیگر", none: "یافت نشد",
      footprint: "سطح زیربنا", coverage: "سطح اشغال", floors: "تعداد طبقات", height: "ارتفاع", depth: "عمق ساخت", far: "تراکم", surface_asl: "تراز بالاترین نقطه", complies: "رعایت شده", violates: "بیش از حد", inconclusive: "در محدودهٔ خطا", limit_is_range: "حد یک بازه است", condition: "حد مشروط است", ask_first: "نیازمند استعلام", unknown_limit: "حد نامعلوم", not_stated: "اندازه نامعلوم", forbidden_unstated: "ممنوع؛ اندازه نامعلوم" }
  },
  en: {
    title: "Didban report", skip: "Skip to the list", language: "Language", search: "Search parcel, permit, address or case", verdict: "Verdict",
    filters: "Filters", list: "List", charts: "Charts", none: "No finding matches these filters.", map: "Map", view: "View",
    map_keys: "Map over the images before and after; arrow keys move it, + and − zoom", swipe: "Swipe between the image before and after", closer: "Zoom in", farther: "Zoom out",
    own_calibration: "by the detector's own calibration", taught_by: "put right by decided visits: ",
    whole: "Whole city", violation: "Violation", district: "District", state: "State of the case", confidence: "Confidence", priority: "Priority", from: "From", to: "To",
    all: "All", clear: "Clear filters", at_least: "at least", first: "first", close: "Close", print: "Print", previous: "Previous", next: "Next", show: "On the map",
    parcel: "Parcel", no_parcel: "Outside every parcel", before: "Before", after: "After", permit: "Permit", no_permit: "none found", change: "Change", stage: "Stage", cause: "Cause of the change",
    area: "Area", height: "Height", seen: "Between", address: "Address", place: "Coordinates", in_parcel: "Probability that it lies on this parcel", clauses: "Clauses", provided: "Provided:", history: "History",
    facts: "Facts", case: "Case", by_month: "By month", by_district: "By district", unknown: "unknown", of: "of", parcels: "parcels",
    findings: "findings", shown: "shown", measured: "measured", limit: "limit", doubt: "uncertainty", left_out: "parcels without a change are not drawn", compared: "", and: "compared with",
    clock: "Deadline", overdue: "overdue", soon: "within two weeks", running: "any", due_by: "by", awaited: "awaiting:", or: "or", counted_from: "counted from", comma: ", ", semicolon: "; ", step: "Last step",
    m2: "m²", m: "m", percent: " %", floors_unit: "floors", month: "Month", number: "Number", filters_on: "active",
    imagery: (whole, fine, count) => "Imagery at " + whole + " m per pixel" + (count ? ", at " + fine + " m around the first " + count + " findings" : ""), coarse: size => size + " m per pixel",
    verdicts: { s: "suspected", u: "unclear", a: "authorized", e: "exempt", n: "no change", t: "not seen", m: "too small" },
    codes: { new: "new building", extended: "extension", demolished: "demolition", heightened: "added storey", groundwork: "groundwork", excavation: "excavation", foundation: "foundation", frame: "frame", roofed: "roof closed", unknown: "unknown",
      building: "building", demolition: "demolition", open_water: "open water", in_doubt: "the images do not say",
      detected: "detected", recorded: "recorded", confirmed: "confirmed", dismissed: "dismissed", closed: "closed", 
      valid: "in force", expired: "expired", not_yet_issued: "not yet issued", revoked: "revoked", completed: "completed", wrong_kind: "for other work", none: "none found",
      footprint: "Ground covered", coverage: "Site coverage", floors: "Floors", height: "Height", depth: "Building depth", far: "Floor area ratio", surface_asl: "Top above sea level", complies: "complies", violates: "above the limit", inconclusive: "within the uncertainty", limit_is_range: "the limit is a range", condition: "the limit has a condition", ask_first: "a body must be asked", unknown_limit: "limit not known", not_stated: "not measured", forbidden_unstated: "forbidden; not measured" }
  }
};
let language = "fa";
const word = key => words[language][key] ?? key;
const code = key => words[language].codes[key] ?? String(key).replace(/_/g, " ");
const verdictName = letter => words[language].verdicts[letter];
const digits = text => language === "fa" ? String(text).replace(/[0-9]/g, d => "۰۱۲۳۴۵۶۷۸۹"[d]) : String(text);
const figure = (value, decimals = 0) => {
  const text = Number(value).toLocaleString("en-US", { maximumFractionDigits: decimals });
  return language === "fa" ? digits(text).replace(/,/g, "٬").replace(/\./g, "٫") : text;
};
const asciiDigits = text => text.replace(/[۰-۹]/g, d => d.charCodeAt(0) - 0x6f0).replace(/[٠-٩]/g, d => d.charCodeAt(0) - 0x660);
const plainLetters = text => asciiDigits(String(text).toLowerCase()).replace(/[يى]/g, "ی").replace(/ك/g, "ک").replace(/[\u200c-\u200f\u2066-\u2069]/g, "");
