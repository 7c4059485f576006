#include "pipelines/land_use/plan_register.h"

#include "didban/base/error.h"

namespace didban {

void PlanRegister::add(const PluObject& object, Losses& losses)
{
    const bool plan = object.type == "SpatialPlan";
    auto& all = plan ? plans_ : documents_;
    auto& by = plan ? plan_of_ : document_of_;
    if (plan && object.superseded) {
        losses.add("plans are older versions (endLifespanVersion) and were left out", object.id);
        return;
    }
    if (plan && object.level != "local" && object.level != "infraLocal")
        losses.add("plans are of level " + (object.level.empty() ? "void" : object.level) +
                       ", which has no counterpart; their rules have level " + options_.level + " (--level)",
                   object.id);
    if (!plan && object.regulation_text)
        losses.add("documents hold the text of their regulations; text makes no rules, read it", object.id);
    if (!object.gml_id.empty())
        by.emplace(object.gml_id, all.size());
    by.emplace(object.id, all.size());
    all.push_back(object);
}

const PluObject* PlanRegister::find(const std::vector<PluObject>& all, const std::map<std::string, std::size_t>& by,
                                    const std::string& link) const
{
    const auto found = by.find(link_target(link));
    return found == by.end() ? nullptr : &all[found->second];
}

PlannedStanding PlanRegister::standing(const PluObject& object, Losses& losses) const
{
    PlannedStanding s;
    const PluObject* plan = object.plan_link.empty() ? nullptr : find(plans_, plan_of_, object.plan_link);
    if (!plan)
        losses.add("objects do not link to a plan that is in the file; title, step and dates of their plan are unknown",
                   object.id);
    if (object.superseded) {
        losses.add("objects are older versions (endLifespanVersion) and were left out", object.id);
        return s;
    }
    const std::string step = !object.step.empty() ? object.step : plan ? plan->step : std::string{};
    if (step == "obsolete") {
        losses.add("objects are obsolete and were left out; older permits cannot be judged by them", object.id);
        return s;
    }
    if (step != "legalForce" && !options_.draft) {
        losses.add((step.empty() ? "objects do not say whether they are in legal force (processStepGeneral is void)"
                                 : "objects are in the step " + step + ", not in legal force") +
                       " and were left out; --draft takes them for a plan review",
                   object.id);
        return s;
    }
    if (step != "legalForce")
        losses.add("objects are not in legal force and were taken as if they were (--draft)", object.id);
    s.taken = true;
    s.valid_from = object.valid_from ? object.valid_from : plan ? plan->valid_from : std::optional<Date>{};
    s.valid_to = object.valid_to ? object.valid_to : plan ? plan->valid_to : std::optional<Date>{};
    if (!s.valid_from)
        s.valid_from = options_.valid_from;
    s.plan_id = plan ? plan->id : std::string{};
    for (const auto* links : {&object.document_links, plan ? &plan->document_links : nullptr})
        if (links && s.document.empty())
            for (const std::string& link : *links) {
                const PluObject* document = find(documents_, document_of_, link);
                if (document && !document->citation.empty() && s.document.empty()) {
                    s.document = document->citation;
                    s.uri = document->citation_link;
                } else if (!document) {
                    losses.add("official documents are not in the file; their links are not followed", link);
                }
            }
    if (s.document.empty() && plan && !plan->names.empty())
        s.document = plan->names.front();
    if (s.document.empty())
        s.document = options_.document;
    if (s.document.empty())
        throw Error(ErrorKind::UnreadableInput,
                    object.where + ": names no document and no plan with a title; give --document");
    return s;
}

} // namespace didban
