#include "didban/base/error.h"
#include "didban/change/object_evidence.h"

#include <gtest/gtest.h>

#include <cmath>

namespace didban {
namespace {

/// Trees that say yes where the measurement `area_m2` lies in [low, high).
BoostedTrees area_between(float low, float high)
{
    TrainingTable table;
    table.names = object_evidence_names();
    table.columns.resize(table.names.size());
    for (int i = 0; i < 400; ++i) {
        const auto area = static_cast<float>(i % 100);
        for (std::size_t c = 0; c < table.columns.size(); ++c)
            table.columns[c].push_back(c == 0 ? area : 0.0F);
        table.answers.push_back(area >= low && area < high ? 1 : 0);
        table.weights.push_back(1);
    }
    TrainOptions options;
    options.trees = 30;
    options.depth = 2;
    options.feature_share = 1;
    options.minimum_weight = 4;
    return train_trees(table, options);
}

/// Objects of 0–20 m² are pits, to 40 foundations, to 70 frames, above that roofs. The kind is groundwork up to 40 m²,
/// demolished from 90.
EvidenceModel tiny_model()
{
    EvidenceModel out;
    out.object = area_between(10, 100);
    out.kinds = {
        {"new", area_between(40, 90)}, {"groundwork", area_between(0, 40)}, {"demolished", area_between(90, 100)}};
    out.stages = {{"excavation", area_between(0, 20)},
                  {"foundation", area_between(20, 40)},
                  {"frame", area_between(40, 70)},
                  {"roofed", area_between(70, 100)}};
    return out;
}

BuildStage stage_at(const EvidenceModel& model, float area)
{
    std::vector<float> evidence(object_evidence_names().size(), 0.0F);
    evidence[0] = area;
    return judge_object(model, evidence).stage;
}

TEST(ObjectStage, IsTheMostProbableOneThatTheKindAllows)
{
    const EvidenceModel model = tiny_model();
    EXPECT_EQ(stage_at(model, 5), BuildStage::Excavation);
    EXPECT_EQ(stage_at(model, 30), BuildStage::Foundation);
    EXPECT_EQ(stage_at(model, 50), BuildStage::Frame);
    EXPECT_EQ(stage_at(model, 80), BuildStage::Roofed);
    EXPECT_EQ(stage_at(model, 95), BuildStage::Unknown) << "nothing is left of what was demolished";
}

TEST(ObjectStage, GroundworkIsAPitOrAFoundationWhateverTheOthersSay)
{
    EvidenceModel model = tiny_model();
    model.kinds = {{"groundwork", area_between(0, 99)}};
    EXPECT_EQ(stage_at(model, 30), BuildStage::Foundation);
    const BuildStage on_roof = stage_at(model, 80);
    EXPECT_NE(on_roof, BuildStage::Frame);
    EXPECT_NE(on_roof, BuildStage::Roofed);
}

TEST(ObjectStage, IsUnknownWithoutAModelOrWithoutAFavourite)
{
    EvidenceModel model = tiny_model();
    model.stages.erase("frame");
    EXPECT_EQ(stage_at(model, 50), BuildStage::Unknown) << "the stage that cannot be told is not given to another";
    EXPECT_EQ(stage_at(model, 80), BuildStage::Roofed);
    model.stages = {
        {"excavation", area_between(0, 50)}, {"foundation", area_between(0, 50)}, {"frame", area_between(0, 50)}};
    model.kinds = {{"new", area_between(0, 99)}};
    EXPECT_EQ(stage_at(model, 30), BuildStage::Unknown) << "three alike";
    model.stages.clear();
    EXPECT_EQ(stage_at(model, 30), BuildStage::Unknown);
}

TEST(EvidenceModel, ReadsBackItsStagesAndFilesWithoutThem)
{
    const EvidenceModel model = tiny_model();
    const EvidenceModel again = EvidenceModel::from_json(model.to_json(), "test");
    EXPECT_EQ(again.stages.size(), 4U);
    for (const float area : {5.0F, 30.0F, 50.0F, 80.0F, 95.0F})
        EXPECT_EQ(stage_at(again, area), stage_at(model, area)) << area;

    EvidenceModel old = model;
    old.stages.clear();
    std::string text = old.to_json();
    text.replace(text.find("didban-evidence/3"), 17, "didban-evidence/2");
    text.erase(text.find(",\n\"stages\": {\n}"), 15);
    const EvidenceModel read = EvidenceModel::from_json(text, "test");
    EXPECT_TRUE(read.stages.empty());
    EXPECT_EQ(read.kinds.size(), 3U);
}

TEST(EvidenceModel, RefusesOtherSchemasAndStagesThatThereAreNot)
{
    std::string text = tiny_model().to_json();
    std::string other = text;
    other.replace(other.find("didban-evidence/3"), 17, "didban-evidence/9");
    EXPECT_THROW((void)EvidenceModel::from_json(other, "test"), Error);
    text.replace(text.find("\"roofed\""), 8, "\"thatch\"");
    try {
        (void)EvidenceModel::from_json(text, "model.json");
        FAIL() << "an unknown stage was read";
    } catch (const Error& e) {
        EXPECT_STREQ(e.what(), "model.json: there is no building stage \"thatch\"");
    }
}

} // namespace
} // namespace didban
