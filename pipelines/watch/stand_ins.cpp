#include "pipelines/watch/stand_ins.h"

#include "didban/base/error.h"
#include "didban/crypto/sha256.h"
#include "didban/geo/box_index.h"
#include "didban/geo/overlap_area.h"
#include "didban/geo/overlay.h"
#include "didban/grid/tiles.h"
#include "pipelines/detect/pair_source.h"
#include "pipelines/ground/weigh_buildings.h"
#include "pipelines/imagery/working_grids.h"
#include "pipelines/watch/clear_dates.h"
#include "pipelines/watch/hidden_parcels.h"
#include "pipelines/watch/note_run.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace didban {

namespace {

constexpr std::size_t most_laid = 4, most_compared = 4;
constexpr double around_m = 16;       ///< of a parcel: what a detector measures about an object
constexpr double least_m2 = 1;        ///< of an object on a parcel
constexpr double same_building = 0.3; ///< share of the smaller of two objects on a parcel that both have

/// An epoch on the grid, with what run.json shall say of it.
struct Laid {
    Look look;
    std::vector<AlignedScene> scenes;
    report::RunRecord noted;
    std::string digest;
};

std::string digest_of(const std::vector<report::InputRecord>& inputs)
{
    Sha256 all;
    for (const report::InputRecord& i : inputs)
        all.add(i.role + "\n" + i.path + "\n" + i.sha256 + "\n");
    return all.finish_hex().substr(0, 12);
}

/// A parcel whose verdict would be that it was not seen.
bool too_little_seen(const Parcel& parcel, double observed, double gsd)
{
    const SightOptions sight;
    return observed < sight.least_observed_share && parcel.area_m2 >= sight.least_pixels * gsd * gsd;
}

class Search {
public:
    Search(const DataAccess& data, const City& city, const MainPair& main, const LayOptions& lay, InputStamps& stamps,
           report::RunRecord& record, StepStore& store, const RunOptions& run)
        : data_(data), city_(city), main_(main), lay_(lay), stamps_(stamps), record_(record), store_(store), run_(run)
    {
    }

    StandIns go(int within, std::vector<double>& observed)
    {
        find_hidden(observed);
        if (hidden_.empty())
            return {};
        others_ = other_epochs(data_, city_, dates(), within);
        std::vector<Date> days;
        for (const Epoch& e : others_)
            days.push_back(e.day);
        for (const ClearPair& pair : clear_pairs(dates().before.day, dates().after.day, days, within)) {
            if (hidden_.empty() || out_.found.size() == most_compared)
                break;
            passing_over_what_cannot_be_used(pair, [&] { ask(pair, observed); });
        }
        for (StandIn& s : out_.found)
            if (main_.plan.buildings)
                weigh_buildings(main_.plan.buildings->map, measured_building_counts(), main_.plan.city.parcels,
                                s.objects, *record_.buildings);
        return std::move(out_);
    }

private:
    [[nodiscard]] const EpochPair& dates() const { return main_.plan.series.pair; }
    [[nodiscard]] const std::vector<Parcel>& parcels() const { return main_.plan.city.parcels; }
    [[nodiscard]] PixelWindow scene() const
    {
        return {0, 0, main_.registered.grid.width, main_.registered.grid.height};
    }

    static ReadPixels reading(RasterReader& reader)
    {
        return [&reader](const PixelWindow& window) {
            Raster<float> out(window);
            reader.read(1, window, out.pixels());
            return out;
        };
    }

    void find_hidden(const std::vector<double>& observed)
    {
        const auto map = data_.open_raster(main_.changes.map);
        const auto reader = map->open();
        const Period period{dates().before.day, dates().after.day};
        for (std::size_t p = 0; p < observed.size(); ++p)
            if (too_little_seen(parcels()[p], observed[p], main_.registered.looks.gsd))
                if (auto found = hidden_parcel(p, parcels()[p], map->info(), reading(*reader), period))
                    hidden_.push_back(std::move(*found));
    }

    template <class Work>
    void passing_over_what_cannot_be_used(const ClearPair& pair, Work work)
    {
        try {
            work();
        } catch (const Error& e) {
            if (e.kind() != ErrorKind::IncompatibleInput && e.kind() != ErrorKind::Unregistrable &&
                e.kind() != ErrorKind::UnreadableInput)
                throw;
            warn_once("the images of " + epoch(dates().before, pair.before).day.iso() + " and " +
                      epoch(dates().after, pair.after).day.iso() +
                      " do not stand in for those of the run: " + std::string(e.what()));
        }
    }
    void warn_once(const std::string& text)
    {
        auto& all = out_.warnings;
        if (std::find(all.begin(), all.end(), text) == all.end())
            all.push_back(text);
    }

    [[nodiscard]] const Epoch& epoch(const Epoch& own, const std::optional<std::size_t>& other) const
    {
        return other ? others_[*other] : own;
    }

    /// Whether an epoch lies on the grid; it is laid there when it is asked for first. False for those that cannot be,
    /// and when enough were.
    bool lies(std::size_t number)
    {
        if (const auto known = laid_.find(number); known != laid_.end())
            return known->second.has_value();
        const Epoch& epoch = others_[number];
        const RegisteredSeries& on = main_.registered;
        const std::optional<Epoch>& earlier = main_.plan.series.earlier;
        const bool is_earlier = earlier && earlier->day == epoch.day && on.looks.earlier;
        if (!is_earlier && laid_count_ == most_laid)
            return false;
        auto& entry = laid_[number]; // what fails is not tried again
        Laid laid;
        for (const Scene* s : epoch.scenes)
            note_scene(city_, *s, stamps_, laid.noted);
        laid.digest = digest_of(laid.noted.inputs);
        if (is_earlier) {
            laid.look = *on.looks.earlier;
            laid.scenes = on.earlier;
        } else {
            ++laid_count_;
            for (std::string& note : check_scenes(data_, epoch.scenes, run_))
                laid.noted.warnings.push_back(std::move(note));
            auto found = lay_date(data_, main_.plan.series, on, epoch, "clear-" + epoch.day.iso() + "-" + laid.digest,
                                  lay_, store_, run_);
            if (!found) {
                warn_once("the image of " + epoch.day.iso() +
                          " could not be registered, so it does not stand in for another date");
                return false;
            }
            laid.look = std::move(found->look);
            laid.scenes = std::move(found->scenes);
        }
        entry = std::move(laid);
        return true;
    }

    /// Both dates as one pair, and how far they may lie beside each other.
    struct Compared {
        AlignedPair looks;
        OtherDates judged_by;
        std::string digest;
    };
    Compared compared(const ClearPair& pair) const
    {
        const AlignedPair& own = main_.registered.looks;
        const Laid* const first = pair.before ? &*laid_.at(*pair.before) : nullptr;
        const Laid* const last = pair.after ? &*laid_.at(*pair.after) : nullptr;
        const Epoch &b = epoch(dates().before, pair.before), &a = epoch(dates().after, pair.after);
        Compared out{own, {{b.day, a.day}, {}, main_.accuracy}, ""};
        AlignedPair& looks = out.looks;
        looks.before = first != nullptr ? first->look : own.before;
        looks.after = last != nullptr ? last->look : own.after;
        looks.before.dsm.clear();
        looks.after.dsm.clear();
        looks.later.clear();
        const std::vector<Epoch>& confirming = main_.plan.series.confirming;
        for (std::size_t k = 0; k < confirming.size(); ++k)
            if (confirming[k].day != b.day && confirming[k].day != a.day)
                looks.later.push_back(own.later[k]);
        if (looks.earlier && !(main_.plan.series.earlier->day < b.day))
            looks.earlier.reset();
        out.judged_by.lean = {looks.before.lean, looks.after.lean};
        Accuracy& accuracy = out.judged_by.accuracy;
        accuracy.registration_m =
            std::hypot(first != nullptr ? registration_m(first->scenes, own.gsd) : 0,
                       last != nullptr ? registration_m(last->scenes, own.gsd) : main_.accuracy.registration_m);
        looks.residual_px = accuracy.registration_m / own.gsd;
        accuracy.off_nadir_deg = 0;
        for (const Epoch* e : {&b, &a})
            for (const Scene* s : e->scenes)
                accuracy.off_nadir_deg = std::max(accuracy.off_nadir_deg, s->off_nadir.value_or(0));
        out.digest = (first != nullptr ? first->digest : "own") + (last != nullptr ? last->digest : "own");
        return out;
    }

    /// Where a change must last on later dates, one of them must be left to ask.
    [[nodiscard]] bool confirmed_as_the_run(const Compared& pair) const
    {
        return main_.plan.series.confirming.empty() || !pair.looks.later.empty();
    }

    /// The cells around the parcels of which both dates show something that is still to be seen.
    LatticeCells cells_worth_a_look(const Compared& pair)
    {
        const detect::PairSource source(data_, pair.looks);
        const ReadPixels both = [&](const PixelWindow& window) {
            const PairCell cell = source.read(window, 0);
            Raster<float> out = cell.before.front();
            for (std::size_t i = 0; i < out.size(); ++i)
                if (std::isnan(cell.after.front().data()[i]))
                    out.data()[i] = missing_pixel;
            return out;
        };
        const auto margin = static_cast<std::int64_t>(std::ceil(around_m / main_.registered.looks.gsd));
        LatticeCells cells;
        for (HiddenParcel& p : hidden_)
            if (p.with(pair.judged_by.period) && static_cast<double>(newly_seen(p, both, false)) >= worth_it(p))
                add_cells(p.window.grown(margin), scene(), cells);
        return cells;
    }

    FoundChanges detect(const Compared& pair, const LatticeCells& cells)
    {
        DetectOptions how = watch_detection(city_, main_.changes.result.detector);
        how.cells = [&cells](const PixelWindow& cell) {
            return cells.count({cell.y0 / lattice_cell, cell.x0 / lattice_cell}) > 0;
        };
        Sha256 all;
        all.add(pair.digest + pair.looks.series);
        for (const auto& [row, column] : cells)
            all.add(std::to_string(row) + "," + std::to_string(column) + ";");
        const std::string step = "clear-" + all.finish_hex().substr(0, 16), file = step + ".tif";
        FoundChanges found{{}, store_.work(file)};
        std::string text;
        if (store_.finished(step, text)) {
            found.result = detect_result_from(text);
            return found;
        }
        found.result = detect_change(data_, pair.looks, found.map, how, run_);
        store_.finish_step(step, to_text(found.result), {file});
        return found;
    }

    void ask(const ClearPair& pair, std::vector<double>& observed)
    {
        if ((pair.before && !lies(*pair.before)) || (pair.after && !lies(*pair.after)))
            return;
        Compared both = compared(pair);
        if (!confirmed_as_the_run(both))
            return;
        const LatticeCells cells = cells_worth_a_look(both);
        if (cells.empty())
            return;
        both.looks.series = "clear-" + std::to_string(++compared_count_) + "-";
        StandIn in{{epoch(dates().before, pair.before), epoch(dates().after, pair.after)},
                   both.looks.before,
                   both.looks.after,
                   both.judged_by,
                   {},
                   {},
                   {},
                   0,
                   0};
        run_.log.info("looking where " + missing(pair) + " does not show enough: " + in.dates.before.day.iso() +
                      " to " + in.dates.after.day.iso());
        FoundChanges found = detect(both, cells);
        in.map = found.map;
        const std::vector<std::size_t> helped = take_what_it_shows(in, observed);
        if (helped.empty())
            return;
        take_objects(std::move(found.result.objects), helped, in);
        for (const std::string& warning : found.result.warnings)
            warn_once(warning);
        for (const auto& number : {pair.before, pair.after})
            if (number)
                note(*number);
        out_.found.push_back(std::move(in));
        std::erase_if(hidden_, [&](const HiddenParcel& p) {
            return p.left == 0 || !too_little_seen(parcels()[p.parcel], p.share(), main_.registered.looks.gsd);
        });
    }

    /// The days that another stands in for.
    [[nodiscard]] std::string missing(const ClearPair& pair) const
    {
        return (pair.before ? dates().before.day.iso() : "") + (pair.before && pair.after ? " or " : "") +
               (pair.after ? dates().after.day.iso() : "");
    }

    /// The parcels that the map shows more of, ascending.
    std::vector<std::size_t> take_what_it_shows(StandIn& in, std::vector<double>& observed)
    {
        const auto map = data_.open_raster(in.map);
        const auto reader = map->open();
        std::vector<std::size_t> helped;
        for (HiddenParcel& p : hidden_) {
            const std::optional<Period> between = p.with(in.judged_by.period);
            if (!between || static_cast<double>(newly_seen(p, reading(*reader), false)) < worth_it(p))
                continue;
            (void)newly_seen(p, reading(*reader), true);
            ++in.parcels;
            in.in_part += p.between ? 1 : 0;
            p.between = between;
            out_.seen_between[p.parcel] = *between;
            observed[p.parcel] = std::max(observed[p.parcel], std::min(1.0, p.share()));
            helped.push_back(p.parcel);
        }
        return helped;
    }

    /// An object that was seen before, and the parcels that it is judged on; empty: on all.
    struct Known {
        const ChangeObject* object;
        const std::vector<std::size_t>* parcels;
    };
    [[nodiscard]] std::vector<Known> known_objects() const
    {
        std::vector<Known> out;
        for (const ChangeObject& o : main_.changes.result.objects)
            out.push_back({&o, nullptr});
        for (const StandIn& s : out_.found)
            for (std::size_t i = 0; i < s.objects.size(); ++i)
                out.push_back({&s.objects[i], &s.seen_on[i].parcels});
        return out;
    }

    /// Keeps the objects that lie on the parcels that these dates speak of, but for what other dates have shown there.
    void take_objects(std::vector<ChangeObject> objects, const std::vector<std::size_t>& helped, StandIn& in)
    {
        const std::vector<Known> known = known_objects();
        std::int64_t number = 0;
        std::vector<Box> known_boxes, parcel_boxes;
        for (const Known& k : known) {
            number = std::max(number, k.object->number);
            known_boxes.push_back(bounds(k.object->outline));
        }
        for (const std::size_t p : helped)
            parcel_boxes.push_back(bounds(parcels()[p].shape));
        const BoxIndex near_known(known_boxes), near_parcels(parcel_boxes);
        for (ChangeObject& object : objects) {
            SeenOn seen{out_.found.size() + 1, {}};
            for (const std::uint32_t k : near_parcels.meeting(bounds(object.outline))) {
                const std::size_t p = helped[k];
                const MultiPolygon part = overlay::intersection(object.outline, parcels()[p].shape);
                const double area = planar_area(part);
                if (area < least_m2)
                    continue;
                const auto near = near_known.meeting(bounds(part));
                const bool twice = std::any_of(near.begin(), near.end(), [&](std::uint32_t n) {
                    const Known& other = known[n];
                    if (other.parcels != nullptr &&
                        !std::binary_search(other.parcels->begin(), other.parcels->end(), p))
                        return false;
                    const double smaller = std::min(area, overlap_area(other.object->outline, parcels()[p].shape));
                    const double both = overlap_area(part, other.object->outline);
                    return both >= least_m2 && both >= same_building * smaller;
                });
                if (!twice)
                    seen.parcels.push_back(p);
            }
            if (seen.parcels.empty())
                continue;
            std::sort(seen.parcels.begin(), seen.parcels.end());
            object.number = ++number;
            in.objects.push_back(std::move(object));
            in.seen_on.push_back(std::move(seen));
        }
    }

    /// An epoch that stands in, once.
    void note(std::size_t number)
    {
        if (!noted_.insert(number).second)
            return;
        const Laid& laid = *laid_.at(number);
        for (const report::InputRecord& i : laid.noted.inputs)
            if (std::none_of(record_.inputs.begin(), record_.inputs.end(),
                             [&](const report::InputRecord& known) { return known.role == i.role; }))
                record_.inputs.push_back(i);
        for (const std::string& warning : laid.noted.warnings)
            warn_once(warning);
        note_alignment(laid.scenes, main_.registered.looks.gsd, record_);
    }

    const DataAccess& data_;
    const City& city_;
    const MainPair& main_;
    const LayOptions& lay_;
    InputStamps& stamps_;
    report::RunRecord& record_;
    StepStore& store_;
    const RunOptions& run_;
    std::vector<HiddenParcel> hidden_;
    std::vector<Epoch> others_;
    std::map<std::size_t, std::optional<Laid>> laid_;
    std::set<std::size_t> noted_;
    std::size_t laid_count_{0};
    int compared_count_{0};
    StandIns out_;
};

/// Speckle and surfaces know no cloud.
bool can_be_hidden(DetectorChoice detector)
{
    return detector != DetectorChoice::Sar && detector != DetectorChoice::Dsm;
}

} // namespace

StandIns stand_ins(const DataAccess& data, const City& city, const MainPair& main, int within, const LayOptions& lay,
                   InputStamps& stamps, std::vector<double>& observed, report::RunRecord& record, StepStore& store,
                   const RunOptions& run)
{
    if (within <= 0 || !can_be_hidden(main.changes.result.detector))
        return {};
    return Search(data, city, main, lay, stamps, record, store, run).go(within, observed);
}

} // namespace didban
