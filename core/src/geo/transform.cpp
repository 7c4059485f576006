#include "crs_impl.h"
#include "didban/base/error.h"
#include "didban/base/memory_left.h"
#include "didban/base/number_text.h"
#include "didban/geo/crs.h"

namespace didban {

/// Owns its PROJ context, so that a Transform may move between threads as long as one uses it at a time.
struct Transform::Impl {
    ProjContextPtr context;
    ProjPtr operation;
    std::string from, to;
};

Transform::Transform(const Crs& from, const Crs& to)
{
    if (from == to)
        return;
    if (!from.known() || !to.known())
        throw Error(ErrorKind::IncompatibleInput, "cannot transform coordinates: the coordinate system of one side is "
                                                  "unknown; set it in the file or in the configuration");
    impl_ = std::make_unique<Impl>();
    impl_->from = from.name();
    impl_->to = to.name();
    impl_->context = new_proj_context();
    PJ_CONTEXT* context = impl_->context.get();
    ProjPtr as_defined{proj_create_crs_to_crs(context, from.wkt().c_str(), to.wkt().c_str(), nullptr)};
    if (as_defined)
        impl_->operation.reset(proj_normalize_for_visualization(context, as_defined.get()));
    if (!impl_->operation) {
        throw_if_out_of_memory();
        throw Error(ErrorKind::IncompatibleInput, "PROJ knows no way from \"" + impl_->from + "\" to \"" + impl_->to +
                                                      "\"; convert one of the inputs first");
    }
}

Transform::~Transform() = default;
Transform::Transform(Transform&&) noexcept = default;
Transform& Transform::operator=(Transform&&) noexcept = default;

Point Transform::operator()(const Point& p) const
{
    if (!impl_)
        return p;
    const PJ_COORD out = proj_trans(impl_->operation.get(), PJ_FWD, proj_coord(p.x, p.y, 0, HUGE_VAL));
    if (!std::isfinite(out.xy.x) || !std::isfinite(out.xy.y))
        throw Error(ErrorKind::IncompatibleInput, "the point (" + text::significant(p.x, 9) + ", " +
                                                      text::significant(p.y, 9) + ") of \"" + impl_->from +
                                                      "\" has no place in \"" + impl_->to +
                                                      "\"; check that its coordinate system is declared rightly");
    return {out.xy.x, out.xy.y};
}

MultiPolygon Transform::operator()(const MultiPolygon& shape) const
{
    MultiPolygon out = shape;
    if (!impl_)
        return out;
    for (auto& part : out.parts) {
        for (auto& p : part.outer)
            p = (*this)(p);
        for (auto& hole : part.holes)
            for (auto& p : hole)
                p = (*this)(p);
    }
    return out;
}

bool Transform::identity() const
{
    return impl_ == nullptr;
}

std::string Transform::operation() const
{
    if (!impl_)
        return "none";
    const ProjPtr used{proj_trans_get_last_used_operation(impl_->operation.get())};
    const PJ* named = used ? used.get() : impl_->operation.get();
    const char* name = proj_get_name(named);
    if (name && *name)
        return name;
    const PJ_PROJ_INFO info = proj_pj_info(const_cast<PJ*>(named));
    return info.description ? info.description : "";
}

} // namespace didban
