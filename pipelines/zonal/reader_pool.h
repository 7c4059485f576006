#pragma once
#include "didban/ports/raster_source.h"

#include <memory>
#include <mutex>
#include <vector>

namespace didban {

/// Lends raster readers to tasks, so that each reader serves one thread at a time and few are opened.
class ReaderPool {
public:
    explicit ReaderPool(const RasterSource& source) : source_(source) {}

    class Loan {
    public:
        Loan(ReaderPool& pool, std::unique_ptr<RasterReader> reader) : pool_(pool), reader_(std::move(reader)) {}
        ~Loan() { pool_.take_back(std::move(reader_)); }
        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;
        RasterReader* operator->() const { return reader_.get(); }

    private:
        ReaderPool& pool_;
        std::unique_ptr<RasterReader> reader_;
    };

    Loan lend()
    {
        std::unique_ptr<RasterReader> reader;
        {
            const std::lock_guard lock(mutex_);
            if (!idle_.empty()) {
                reader = std::move(idle_.back());
                idle_.pop_back();
            }
        }
        if (!reader)
            reader = source_.open();
        return {*this, std::move(reader)};
    }

private:
    void take_back(std::unique_ptr<RasterReader> reader)
    {
        const std::lock_guard lock(mutex_);
        idle_.push_back(std::move(reader));
    }

    const RasterSource& source_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<RasterReader>> idle_;
};

} // namespace didban
