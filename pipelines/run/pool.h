#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace didban {

/// Lends things that serve one thread at a time (readers, samplers) to any number of workers: made when none is idle,
/// and used again. Thread-safe. Must outlive what it lends.
template <class T>
class Pool {
public:
    explicit Pool(std::function<std::unique_ptr<T>()> make) : make_(std::move(make)) {}
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    /// Goes back by itself when it goes out of scope.
    class Loan {
    public:
        Loan(Pool& pool, std::unique_ptr<T> thing) : pool_(pool), thing_(std::move(thing)) {}
        ~Loan()
        {
            const std::lock_guard lock(pool_.mutex_);
            pool_.idle_.push_back(std::move(thing_));
        }
        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;
        T* operator->() const { return thing_.get(); }
        T& operator*() const { return *thing_; }

    private:
        Pool& pool_;
        std::unique_ptr<T> thing_;
    };

    [[nodiscard]] Loan lend()
    {
        std::unique_ptr<T> thing;
        {
            const std::lock_guard lock(mutex_);
            if (!idle_.empty()) {
                thing = std::move(idle_.back());
                idle_.pop_back();
            }
        }
        if (!thing)
            thing = make_();
        return {*this, std::move(thing)};
    }

private:
    std::function<std::unique_ptr<T>()> make_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<T>> idle_;
};

} // namespace didban
