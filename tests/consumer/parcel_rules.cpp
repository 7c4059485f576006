// Prints the limits of one parcel, by the installed library: parcel_rules CITY PARCEL DAY
#include <didban/base/error.h>
#include <didban/parcel_service.h>

#include <iostream>
#include <thread>
#include <vector>

int main(int argc, char** argv)
{
    if (argc != 4)
        return 2;
    try {
        const auto service = didban::ParcelService::open(argv[1]);
        const auto day = didban::Date::parse_iso(argv[3]).value();
        const auto rules = service.rules_for(argv[2], day);
        for (const didban::QuantityAnswer& q : rules.answer.quantities) {
            std::cout << name(q.quantity) << ": " << name(q.outcome);
            if (q.number())
                std::cout << ' ' << *q.number() << ' ' << unit(q.quantity);
            if (q.decided_by)
                std::cout << " (" << q.decided_by->source.text() << ')';
            std::cout << '\n';
        }
        if (const auto areas = rules.buildable(); areas && areas->per_floor.at_most_m2)
            std::cout << "per floor at most " << areas->per_floor.at_most_m2->high << " m²\n";
        std::cout << rules.pending().size() << " rules pending; deed "
                  << (rules.stated_area() ? "stated" : "not stated") << '\n';
        for (const didban::PlanLevelShare& level : rules.answer.plan_levels)
            std::cout << name(level.level) << " plan: " << level.share << '\n';
        // Readers go on while the data is loaded again, and all get the same answer.
        std::vector<std::jthread> readers;
        std::vector<int> wrong(2);
        for (int& w : wrong)
            readers.emplace_back([&] {
                for (int i = 0; i < 200; ++i)
                    w += service.rules_for(argv[2], day).hash() != rules.hash();
            });
        service.reload();
        readers.clear();
        didban::Proposal proposal;
        proposal.floors = 40;
        const auto assessment = service.assess(argv[2], proposal, day);
        return wrong[0] + wrong[1] == 0 && assessment.verdict == didban::LimitVerdict::Violates ? 0 : 1;
    } catch (const didban::Error& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
}
