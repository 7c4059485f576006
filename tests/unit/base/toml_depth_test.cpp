#include "didban/base/toml_depth.h"

#include "didban/base/error.h"

#include <gtest/gtest.h>

namespace didban {
namespace {

TEST(TomlDepth, keys_and_brackets_without_end_are_refused)
{
    std::string dots = "a", open = "x = ", tables = "[t";
    for (int i = 0; i < 40000; ++i) {
        dots += i % 2 == 0 ? ".a" : " . \"b.c\"";
        open += "[";
        tables += ".t";
    }
    EXPECT_THROW(check_toml_depth("ok = 1\n" + dots + " = 1", "c.toml"), Error);
    EXPECT_THROW(check_toml_depth(open, "c.toml"), Error);
    EXPECT_THROW(check_toml_depth(tables + "]", "c.toml"), Error);
    try {
        check_toml_depth("ok = 1\n" + dots + " = 1", "c.toml");
    } catch (const Error& e) {
        EXPECT_LT(std::string(e.what()).size(), 300U);
        EXPECT_EQ(std::string(e.what()).substr(0, 9), "c.toml:2:");
    }
}

TEST(TomlDepth, many_points_in_values_are_no_depth)
{
    std::string numbers = "x = [";
    for (int i = 0; i < 1000; ++i)
        numbers += "1.5, ";
    const std::string text = numbers +
                             "]\n# a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z.a.b.c.d.e.f.g.h.i\n"
                             "s = \"" +
                             std::string(200, '.') + "\"\nl = '''\n[[[" + std::string(200, '.') +
                             "\n'''\n[a.b.c]\nd.e = 1\n";
    EXPECT_NO_THROW(check_toml_depth(text, "c.toml"));
}

} // namespace
} // namespace didban
