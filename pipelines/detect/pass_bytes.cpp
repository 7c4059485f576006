#include "pipelines/detect/pass_bytes.h"

#include "didban/base/error.h"

#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

namespace didban::detect {

namespace {

class Writer {
public:
    template <class T>
    void number(T value)
    {
        bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    template <class T>
    void list(std::span<const T> values)
    {
        number(static_cast<std::uint64_t>(values.size()));
        bytes_.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
    }
    void raster(const Raster<float>& r)
    {
        for (const std::int64_t v : {r.window().x0, r.window().y0, r.window().width, r.window().height})
            number(v);
        list(r.pixels());
    }
    void looks(const NetworkLooks& count)
    {
        for (const std::int64_t n : {count.blocks, count.unlike, count.pixels, count.closer})
            number(n);
    }
    std::string take() { return std::move(bytes_); }

private:
    std::string bytes_;
};

class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}
    template <class T>
    T number()
    {
        T value;
        copy(&value, sizeof value);
        return value;
    }
    template <class T>
    std::vector<T> list()
    {
        const auto count = number<std::uint64_t>();
        if (count > rest_.size() / sizeof(T))
            refuse();
        std::vector<T> out(count);
        copy(out.data(), count * sizeof(T));
        return out;
    }
    Raster<float> raster()
    {
        PixelWindow w;
        for (std::int64_t* v : {&w.x0, &w.y0, &w.width, &w.height})
            *v = number<std::int64_t>();
        const auto pixels = list<float>();
        if (pixels.empty())
            return {};
        Raster<float> out(w);
        if (pixels.size() != out.size())
            refuse();
        std::copy(pixels.begin(), pixels.end(), out.pixels().begin());
        return out;
    }
    NetworkLooks looks()
    {
        NetworkLooks out;
        for (std::int64_t* n : {&out.blocks, &out.unlike, &out.pixels, &out.closer})
            *n = number<std::int64_t>();
        return out;
    }
    void end() const
    {
        if (!rest_.empty())
            refuse();
    }

private:
    void copy(void* to, std::size_t size)
    {
        if (size > rest_.size())
            refuse();
        if (size > 0)
            std::memcpy(to, rest_.data(), size);
        rest_.remove_prefix(size);
    }
    [[noreturn]] static void refuse()
    {
        throw Error(ErrorKind::Internal, "the answers of a shared pass are not of the form that they were written in");
    }
    std::string_view rest_;
};

} // namespace

std::string PassBytes<SceneStatistics>::write(const SceneStatistics& answer)
{
    Writer out;
    out.number(answer.step());
    out.number(static_cast<std::uint64_t>(answer.cells().size()));
    for (const auto& [number, cell] : answer.cells()) {
        out.number(static_cast<std::uint64_t>(number));
        out.number(cell.seen);
        out.number(static_cast<std::uint64_t>(cell.before.size()));
        for (const auto* date : {&cell.before, &cell.after})
            for (const auto& band : *date)
                out.list(std::span<const float>(band));
    }
    return out.take();
}

SceneStatistics PassBytes<SceneStatistics>::read(std::string_view bytes)
{
    Reader in(bytes);
    const auto step = in.number<std::int64_t>();
    SceneStatistics out(step);
    for (auto count = in.number<std::uint64_t>(); count > 0; --count) {
        const auto number = in.number<std::uint64_t>();
        PairSample cell;
        cell.step = step;
        cell.seen = in.number<std::int64_t>();
        const auto bands = in.number<std::uint64_t>();
        for (auto* date : {&cell.before, &cell.after})
            for (std::uint64_t b = 0; b < bands; ++b)
                date->push_back(in.list<float>());
        out.put(number, std::move(cell));
    }
    in.end();
    return out;
}

std::string PassBytes<CellChange>::write(const CellChange& answer)
{
    Writer out;
    for (const Raster<float>* r : {&answer.change, &answer.appeared, &answer.no_change})
        out.raster(*r);
    out.number(static_cast<std::uint64_t>(answer.kinds.size()));
    for (const Raster<float>& r : answer.kinds)
        out.raster(r);
    out.looks(answer.looks);
    return out.take();
}

CellChange PassBytes<CellChange>::read(std::string_view bytes)
{
    Reader in(bytes);
    CellChange out;
    for (Raster<float>* r : {&out.change, &out.appeared, &out.no_change})
        *r = in.raster();
    for (auto count = in.number<std::uint64_t>(); count > 0; --count)
        out.kinds.push_back(in.raster());
    out.looks = in.looks();
    in.end();
    return out;
}

std::string PassBytes<WeighedCell>::write(const WeighedCell& answer)
{
    Writer out;
    out.looks(answer.looks);
    out.number(static_cast<std::uint64_t>(answer.bands.size()));
    for (const auto& [band, steps] : answer.bands) {
        out.number(static_cast<std::int32_t>(band));
        out.list(std::span<const std::uint8_t>(steps));
    }
    return out.take();
}

WeighedCell PassBytes<WeighedCell>::read(std::string_view bytes)
{
    Reader in(bytes);
    WeighedCell out;
    out.looks = in.looks();
    for (auto count = in.number<std::uint64_t>(); count > 0; --count) {
        const auto band = in.number<std::int32_t>();
        out.bands.emplace(band, in.list<std::uint8_t>());
    }
    in.end();
    return out;
}

} // namespace didban::detect
