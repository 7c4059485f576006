#include "didban/geo/crs.h"

#include "crs_impl.h"
#include "didban/base/error.h"
#include "didban/base/memory_left.h"

#include <proj_experimental.h>

#include <cstdlib>

namespace didban {

namespace {

bool is_geographic(const PJ* crs)
{
    const PJ_TYPE type = proj_get_type(crs);
    return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
}

bool both_axes_in_metres(PJ_CONTEXT* context, const PJ* crs)
{
    const ProjPtr system{proj_crs_get_coordinate_system(context, crs)};
    if (!system || proj_cs_get_axis_count(context, system.get()) < 2)
        return false;
    for (int axis = 0; axis < 2; ++axis) {
        double factor = 0;
        if (!proj_cs_get_axis_info(context, system.get(), axis, nullptr, nullptr, nullptr, &factor, nullptr, nullptr,
                                   nullptr) ||
            factor != 1.0)
            return false;
    }
    return true;
}

/// EPSG methods 1024, 1026 and 9841: spherical formulas applied as if the ellipsoid were a sphere.
bool spherical_mercator(PJ_CONTEXT* context, const PJ* crs)
{
    const ProjPtr conversion{proj_crs_get_coordoperation(context, crs)};
    const char* method = nullptr;
    const char* code = nullptr;
    if (!conversion || !proj_coordoperation_get_method_info(context, conversion.get(), &method, nullptr, &code))
        return false;
    const std::string name = method ? method : "", number = code ? code : "";
    return number == "1024" || number == "1026" || number == "9841" ||
           name.find("Pseudo Mercator") != std::string::npos || name.find("Auxiliary_Sphere") != std::string::npos ||
           (name.find("Mercator") == 0 && name.find("Spherical") != std::string::npos);
}

std::string id_of(const PJ* crs)
{
    const char* authority = proj_get_id_auth_name(crs, 0);
    const char* code = proj_get_id_code(crs, 0);
    return authority && code ? std::string(authority) + ":" + code : std::string();
}

std::string identify(PJ_CONTEXT* context, const PJ* crs)
{
    if (std::string own = id_of(crs); !own.empty())
        return own;
    constexpr int good_enough = 70; // per cent; PROJ gives 70 for the same definition under another name
    int* confidence = nullptr;
    PJ_OBJ_LIST* found = proj_identify(context, crs, "EPSG", nullptr, &confidence);
    std::string id;
    if (found && confidence && proj_list_get_count(found) > 0 && confidence[0] >= good_enough &&
        (proj_list_get_count(found) == 1 || confidence[1] < confidence[0])) {
        const ProjPtr best{proj_list_get(context, found, 0)};
        if (best)
            id = id_of(best.get());
    }
    proj_int_list_destroy(confidence);
    proj_list_destroy(found);
    return id;
}

ProjPtr open(PJ_CONTEXT* context, const std::string& wkt)
{
    return ProjPtr{proj_create(context, wkt.c_str())};
}

} // namespace

ProjPtr horizontal(PJ_CONTEXT* context, ProjPtr crs)
{
    if (proj_get_type(crs.get()) == PJ_TYPE_COMPOUND_CRS)
        crs.reset(proj_crs_get_sub_crs(context, crs.get(), 0));
    if (crs && proj_get_type(crs.get()) == PJ_TYPE_GEOGRAPHIC_3D_CRS)
        crs.reset(proj_crs_demote_to_2D(context, nullptr, crs.get()));
    return crs;
}

ProjPtr unbound(PJ_CONTEXT* context, const PJ* crs)
{
    if (proj_get_type(crs) == PJ_TYPE_BOUND_CRS)
        return ProjPtr{proj_get_source_crs(context, crs)};
    return ProjPtr{proj_clone(context, crs)};
}

Crs Crs::parse(std::string_view text)
{
    const std::string shown(text.substr(0, 120));
    PJ_CONTEXT* context = proj_context();
    ProjPtr crs{proj_create(context, std::string(text).c_str())};
    if (!crs || !proj_is_crs(crs.get())) {
        throw_if_out_of_memory();
        throw Error(ErrorKind::Configuration, "coordinate system \"" + shown +
                                                  "\" is not known to PROJ; write an EPSG code such as "
                                                  "\"EPSG:32638\", WKT or PROJJSON");
    }
    crs = horizontal(context, std::move(crs));
    const ProjPtr bare = crs ? unbound(context, crs.get()) : nullptr;
    const char* wkt = nullptr;
    if (bare) {
        const char* const options[] = {"MULTILINE=NO", nullptr};
        wkt = proj_as_wkt(context, crs.get(), PJ_WKT2_2019, options);
    }
    if (!wkt) {
        throw_if_out_of_memory();
        throw Error(ErrorKind::Configuration,
                    "coordinate system \"" + shown + "\" has no horizontal part; give a projected or geographic one");
    }
    auto impl = std::make_shared<Impl>();
    impl->wkt = wkt;
    const char* name = proj_get_name(bare.get());
    impl->name = name ? name : "";
    impl->projected = proj_get_type(bare.get()) == PJ_TYPE_PROJECTED_CRS;
    impl->metres = impl->projected && both_axes_in_metres(context, bare.get());
    impl->web_mercator = impl->projected && spherical_mercator(context, bare.get());
    Crs out;
    out.impl_ = std::move(impl);
    return out;
}

const Crs& Crs::wgs84()
{
    static const Crs crs = parse("EPSG:4326");
    return crs;
}

bool Crs::projected() const
{
    return impl_ && impl_->projected;
}
bool Crs::metres() const
{
    return impl_ && impl_->metres;
}
bool Crs::web_mercator() const
{
    return impl_ && impl_->web_mercator;
}

const std::string& Crs::wkt() const
{
    static const std::string none;
    return impl_ ? impl_->wkt : none;
}

std::string Crs::name() const
{
    return impl_ ? impl_->name : std::string();
}

std::string Crs::authority_code() const
{
    if (!impl_)
        return {};
    std::call_once(impl_->identify, [this] {
        PJ_CONTEXT* context = proj_context();
        const ProjPtr crs = open(context, impl_->wkt);
        const ProjPtr bare = crs ? unbound(context, crs.get()) : nullptr;
        if (bare)
            impl_->authority_code = identify(context, bare.get());
    });
    return impl_->authority_code;
}

bool operator==(const Crs& a, const Crs& b)
{
    if (!a.known() || !b.known())
        return a.known() == b.known();
    if (a.impl_ == b.impl_ || a.impl_->wkt == b.impl_->wkt)
        return true;
    if (a.impl_->projected != b.impl_->projected)
        return false;
    PJ_CONTEXT* context = proj_context();
    const ProjPtr left = open(context, a.impl_->wkt), right = open(context, b.impl_->wkt);
    if (!left || !right)
        return false;
    if (proj_is_equivalent_to_with_ctx(context, left.get(), right.get(), PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS))
        return true;
    if (!is_geographic(left.get()) && !a.impl_->projected)
        return false;
    const std::string code = a.authority_code();
    return !code.empty() && code == b.authority_code();
}

} // namespace didban
