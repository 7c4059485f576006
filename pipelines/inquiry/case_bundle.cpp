#include "pipelines/inquiry/case_bundle.h"

#include "didban/base/error.h"
#include "didban/base/output_path.h"
#include "didban/cases/visit_facts.h"
#include "didban/crypto/sha256.h"
#include "didban/report/text_file.h"
#include "didban/report/verification.h"
#include "pipelines/cases/manage_cases.h"
#include "pipelines/inquiry/seal.h"

#include <filesystem>
#include <map>

namespace didban {

namespace {

namespace fs = std::filesystem;

/// Name in the bundle → where the file lies now.
using Sources = std::map<std::string, fs::path>;

Sources evidence_of(const BundleOptions& options)
{
    const fs::path home = fs::path(options.report) / "evidence" / options.case_id;
    std::error_code absent;
    if (!fs::is_directory(home, absent))
        throw Error(ErrorKind::Usage, home.string() +
                                          ": the run has no evidence of this case; name the folder of a run that "
                                          "found it suspected or unclear");
    Sources sources;
    for (const auto& entry : fs::directory_iterator(home))
        if (entry.is_regular_file())
            sources.emplace(entry.path().filename().string(), entry.path());
    return sources;
}

/// The files of the case's decisions, under the number of their event.
void add_attachments(const CaseDossier& dossier, const std::string& folder, Sources& sources)
{
    if (folder.empty())
        return;
    for (const CaseEvent& e : dossier.history)
        for (const Attachment& file : facts_of(e.facts).files) {
            const fs::path path = fs::path(folder) / file.name;
            std::error_code absent;
            if (!fs::is_regular_file(path, absent) || sha256_file(path.string()) != file.sha256)
                throw Error(ErrorKind::UnreadableInput,
                            path.string() + ": is not the file that belongs to the decision of " + e.on +
                                "; put the one with SHA-256 " + file.sha256 + " there");
            sources.emplace(std::to_string(e.number) + "-" + path.filename().string(), path);
        }
}

/// The files and their digests, in the order of their names.
std::vector<BundledFile> copy_all(const Sources& sources, const fs::path& folder)
{
    std::vector<BundledFile> files;
    for (const auto& [name, from] : sources) {
        std::error_code failed;
        fs::copy_file(from, folder / name, failed);
        if (failed)
            throw Error(ErrorKind::OutputFailed, (folder / name).string() + ": cannot be written: " + failed.message());
        files.push_back({name, sha256_file((folder / name).string())});
    }
    return files;
}

/// Why a listed file is not as it was signed; "" = it is.
std::string fault_of(const Json& file, const fs::path& folder)
{
    const std::string name = text_at(file, "name");
    if (name.empty() || name.find('/') != std::string::npos || name.front() == '.')
        return "\"" + name + "\" is no name of a file in a bundle";
    std::error_code absent;
    if (!fs::is_regular_file(folder / name, absent))
        return name + " is missing";
    return sha256_file((folder / name).string()) == text_at(file, "sha256") ? "" : name + " is not as it was signed";
}

} // namespace

std::size_t make_case_bundle(const DataAccess& data, const City& city, const std::string& path,
                             const BundleOptions& options, const PrivateKey& key, const RunOptions& run)
{
    const CaseDossier dossier = show_case(data, city, path, options.case_id, run);
    const std::optional<LedgerHead> head = read_ledger(data, city, path, run).head();
    Sources sources = evidence_of(options);
    add_attachments(dossier, options.files, sources);
    std::error_code absent;
    if (fs::exists(options.output, absent))
        throw Error(ErrorKind::Usage, options.output + ": exists already; a bundle is made once, name another folder");
    const std::string making = options.output + ".part";
    if (fs::exists(making, absent))
        throw Error(ErrorKind::Usage, making + ": stands where the bundle would be made; a run that was ended may have "
                                               "left it, remove it then, or name another folder");
    make_output_folder(making);
    try {
        const std::vector<BundledFile> files = copy_all(sources, making);
        const CaseBundle bundle{
            city.name, now_utc(), dossier, clocks_of(city, today_utc()), head ? head->chain : ChainHead{}, files};
        write_text_file((fs::path(making) / "bundle.json").string(),
                        seal({{"format", bundle_format}, {"payload", Json::parse(bundle_payload(bundle))}}, key) +
                            "\n");
        std::error_code failed;
        fs::rename(making, options.output, failed);
        if (failed)
            throw Error(ErrorKind::OutputFailed, options.output + ": cannot be written: " + failed.message());
        return files.size();
    } catch (...) {
        fs::remove_all(making, absent);
        throw;
    }
}

bool is_bundle(std::string_view text)
{
    return text.find("\"didban-case-") != std::string_view::npos;
}

VerifiedBundle verify_bundle(std::string_view text, const std::string& folder, const std::vector<PublicKey>& trusted,
                             bool allow_unknown_key)
{
    const OpenedSeal opened = open_seal(text, trusted);
    VerifiedBundle b;
    b.signature_holds = opened.holds;
    b.key_trusted = opened.trusted;
    b.key_id = opened.key_id;
    b.reason = opened.reason;
    if (!opened.holds)
        return b;
    const auto payload = opened.body.find("payload");
    if (text_at(opened.body, "format") != bundle_format || payload == opened.body.end() || !payload->is_object()) {
        b.reason = std::string("not a bundle of the form ") + bundle_format;
        return b;
    }
    b.city = text_at(*payload, "city");
    b.case_id = text_at(*payload, "case_id");
    b.issued_at = text_at(*payload, "issued_at");
    if (const auto files = payload->find("files"); files != payload->end() && files->is_array())
        for (const Json& file : *files) {
            ++b.files;
            if (std::string fault = fault_of(file, folder); !fault.empty())
                b.faults.push_back(std::move(fault));
        }
    if (!b.faults.empty())
        b.reason = b.faults.front();
    else if (!b.key_trusted && !allow_unknown_key)
        b.reason = std::string(unchecked_key) + ": whoever signed may be anyone; give the city's public key";
    b.valid = b.reason.empty();
    return b;
}

} // namespace didban
