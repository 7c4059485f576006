#include "didban/base/redact.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace didban {
namespace {

TEST(Redact, masks_every_spelling_of_a_password)
{
    const std::string s = "h1Dden!word";
    for (const std::string& text : {
             "PG:host=db dbname=city user=u password=" + s,
             "PG:host=db password='" + s + "' user=u",
             "PG:host=db password = " + s + " user=u",
             "PG:host=db PassWord\t=\t\"" + s + "\"",
             "PG:host=db password='it''s " + s + "'",
             "PG:host=db password='it\\'s " + s + "'",
             "PG:host=db password=a\\ " + s,
             "PG:host=db sslpassword=" + s,
             "PG:postgresql://u:" + s + "@db:5432/city",
             "postgres://u:a@b/" + s + "@db/city",
             "PG:postgresql://db/city?user=u&password=" + s + "&sslmode=require",
             "MYSQL:city,user=u,password=" + s + ",host=db",
             "MSSQL:server=db;database=d;UID=u;PWD=" + s + ";Encrypt=yes",
             "MSSQL:server=db;PWD={a;" + s + "}}x};database=d",
             "ODBC:u/" + s + "@source",
             "oci:u/" + s + "@db:parcels",
             "GEOR:u/" + s + ",db,table",
             "SDE:server,5151,db,user," + s + ",parcels",
             "MongoDBv3:mongodb://u:" + s + "@db/city",
             "/vsicurl/https://u:" + s + "@host/c.gpkg",
             "/vsicurl/https://" + s + "@host/c.gpkg",
             "/vsicurl/https://host/c.tif?sv=2024&sig=" + s + "&se=2027",
             "https://host/c.tif?X-Amz-Signature=" + s,
             "https://host/c.tif?AWSAccessKeyId=" + s,
             "https://host/q?key=" + s,
             "DefaultEndpointsProtocol=https;AccountKey=" + s + ";EndpointSuffix=x",
             "{\"client_secret\": \"" + s + "\"}",
             "Authorization: Bearer " + s,
             "the header Bearer " + s + s,
             "(PG:password='" + s,
         }) {
        EXPECT_EQ(redact(text).find("Dden"), std::string::npos) << redact(text);
        EXPECT_NE(redact(text).find("***"), std::string::npos) << text;
    }
}

TEST(Redact, leaves_the_rest_readable)
{
    EXPECT_EQ(redact("PG:host=db password='x y' user=u"), "PG:host=db password=*** user=u");
    EXPECT_EQ(redact("PG:postgresql://u:x@db:5432/city?sslmode=require"),
              "PG:postgresql://u:***@db:5432/city?sslmode=require");
    EXPECT_EQ(redact("MSSQL:server=db;PWD=x;database=d"), "MSSQL:server=db;PWD=***;database=d");
    EXPECT_EQ(redact("https://host/a.tif?sig=x&se=2027"), "https://host/a.tif?sig=***&se=2027");
    for (const char* plain :
         {"cadastre.gpkg, layer parcels: no column \"key\"; did you mean \"id\"?", "PG:host=db user=u port=5432",
          "check host, database, user and password", "/vsizip/a.zip/b@c.shp", "http://host:8080/a@b", "کلید ملک ۷-۱۲",
          "pass the name with layer = \"…\"", "PG:service=city passfile", ""})
        EXPECT_EQ(redact(plain), plain);
}

TEST(Redact, masks_what_a_driver_repeats_out_of_its_place)
{
    EXPECT_EQ(redact("login of u/Quiet7 refused", "OCI:u/Quiet7@db"), "login of u/*** refused");
    EXPECT_EQ(redact("no role \"Quiet 7\"", "PG:password='Quiet 7'"), "no role \"***\"");
}

/// A thousand connections put together by chance: of a secret of letters and marks nothing may be left.
TEST(Redact, holds_for_seeded_spellings)
{
    std::mt19937 random(20260321);
    const auto pick = [&](const std::vector<std::string>& from) { return from[random() % from.size()]; };
    const std::string marks = "!$%*+-_~^.:;,()[]/@'";
    for (int round = 0; round < 5000; ++round) {
        const int form = static_cast<int>(random() % 4);
        std::string secret = "Zq";
        for (unsigned k = 0; k < 3 + random() % 8; ++k) {
            const char mark = marks[random() % marks.size()];
            const bool parts_address = mark == '/' || mark == '@' || mark == '\'';
            const bool parts_list = mark == ';' || mark == ',' || mark == '\'';
            if ((form == 1 && parts_address) || (form == 3 && parts_list) || (form != 2 && mark == '\''))
                continue;
            secret += form == 2 && mark == '\'' ? "''" : std::string(1, mark);
            secret += "Zq";
        }
        const std::string key = pick({"password", "PASSWORD", "Pwd", "passwd", "secret_key", "access-token", "pass"});
        const std::string blank = pick({"", " ", "\t", "  "});
        std::string text = pick({"", "cannot open ", "error: (", "PG:", "x=1 ", "\xD9\x85 "});
        if (form == 0)
            text += pick({"host=h ", "PG:", ""}) + key + blank + "=" + blank + secret + pick({"", " user=u", "\nnext"});
        else if (form == 1)
            text += pick({"PG:postgresql", "mongodb", "https", "ftp"}) + "://u:" + secret + "@h:1/d" + pick({"", " x"});
        else if (form == 2)
            text += key + blank + "=" + blank + "'" + secret + "'" + pick({"", " port=1", ")"});
        else
            text += "MSSQL:server=h;" + key + "=" + secret + pick({"", ";UID=u", " "});
        const std::string shown = redact(text);
        ASSERT_EQ(shown.find("Zq"), std::string::npos) << text << "\n became \n" << shown;
    }
}

} // namespace
} // namespace didban
