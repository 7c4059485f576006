#include "parcel/answer_code.h"
#include "parcel/page_parts.h"
#include "parcel/qr_code.h"

namespace didban::parcel_page {

namespace words = parcel_words;
using html::element;
using html::escape;

std::string proof(const Proof& p, Language l)
{
    const std::string code = answer_code(p.hash);
    const std::string told = "DIDBAN " + std::string(p.answer) + "\ncity: " + p.city + "\nparcel: " + p.parcel_id +
                             "\non: " + p.on.iso() + (p.known_as_of ? "\nknown: " + p.known_as_of->iso() : "") +
                             "\ncode: " + code;
    const std::string again =
        p.answer == "parcel"
            ? words::say(
                  l,
                  "Whoever holds this page asks the city again for this parcel and day: an equal code is an "
                  "equal answer. The QR code holds parcel, day and code.",
                  "برای راستی‌آزمایی، همین ملک و همین تاریخ را دوباره از شهر بپرسید: کد یکسان یعنی پاسخ یکسان. رمزینه، شناسه ملک، تاریخ و کد را در خود دارد.")
            : words::say(
                  l,
                  "Whoever holds this page has the same proposal judged again for this parcel and day: an equal "
                  "code is an equal finding. The QR code holds parcel, day and code.",
                  "برای راستی‌آزمایی، همین طرح را برای همین ملک و همین تاریخ دوباره بسنجید: کد یکسان یعنی نتیجه یکسان. رمزینه، شناسه ملک، تاریخ و کد را در خود دارد.");
    return element(
        "div",
        qr_svg(told, words::say(l, "QR code of the answer code ", "رمزینه کد پاسخ ") + code) +
            element("div", element("p", element("strong", escape(words::say(l, "Answer code: ", "کد پاسخ: "))) +
                                            element("code", code, "dir=\"ltr\"")) +
                               element("p", escape(again), "class=\"note\"") +
                               element("p",
                                       escape(words::say(l, "Answer hash: ", "شناسه پاسخ: ")) +
                                           element("code", p.hash, "dir=\"ltr\""),
                                       "class=\"note\"")),
        "class=\"proof\"");
}

} // namespace didban::parcel_page
