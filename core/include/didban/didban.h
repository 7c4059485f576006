#ifndef DIDBAN_DIDBAN_H
#define DIDBAN_DIDBAN_H
/* C interface of the parcel service, for callers in other languages.
 *
 * Text is UTF-8 and ends with a zero byte. Nothing is thrown or longjmp'ed across these functions, and none of them
 * prints. Functions that can fail return a status; `error`, when not NULL, then receives a message that names the
 * input, what is wrong and what to do. Every char* that comes back is freed with didban_free. A service may be used by
 * any number of threads at once, didban_reload included; didban_close must come last.
 */
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct didban_service didban_service;

typedef enum didban_status {
    DIDBAN_OK = 0,
    DIDBAN_USAGE = 1,         /* wrong argument, or no such parcel */
    DIDBAN_CONFIGURATION = 2, /* city.toml or rules.toml is wrong */
    DIDBAN_UNREADABLE_INPUT = 3,
    DIDBAN_INCOMPATIBLE_INPUT = 4,
    DIDBAN_INTERNAL = 5,     /* out of memory, or a fault of the library */
    DIDBAN_OUTPUT_FAILED = 6 /* the audit log could not be written: no answer was given */
} didban_status;

typedef enum didban_outcome {
    DIDBAN_ALLOWED = 0, /* the plan's own value stands */
    DIDBAN_LIMITED = 1, /* an overlay or sector rule is stricter */
    DIDBAN_FORBIDDEN = 2,
    DIDBAN_NOT_REGULATED = 3,
    DIDBAN_UNKNOWN = 4, /* never read as "no limit" */
    DIDBAN_NEEDS_INQUIRY = 5
} didban_outcome;

/* One limit. Bounds that do not exist are NaN; low and high of a bound differ when the limit is a range. Unit: floors,
 * m, share (0 to 1), ratio, cars, units, m2, by quantity. */
typedef struct didban_limit {
    didban_outcome outcome;
    double maximum_low, maximum_high;
    double minimum_low, minimum_high;
} didban_limit;

/* Version of this interface; it grows when functions are added. Once a version is out, one that is changed or taken
 * away changes the SONAME of the library. */
#define DIDBAN_ABI_VERSION 4
int didban_abi_version(void);

/* `city`: path of a city.toml or of the folder that holds it. On success *service is to be closed with didban_close. */
didban_status didban_open(const char* city, didban_service** service, char** error);
void didban_close(didban_service* service);
/* Loads the data again without stopping readers; when that fails the old data stays. */
didban_status didban_reload(const didban_service* service, char** error);

/* Days are "2026-03-21" or "1405/01/01". `known` in any function may be NULL: all that is recorded now; else the rules
 * as they were recorded on that day. The shape of a function never changes once it is published: where one lacks
 * `known`, a function whose name ends so (…_known, …_known_json) stands beside it and does the same with it. */

/* One limit of a parcel on a day. `quantity`: "floors", "height", "coverage", "floor_area_ratio",
 * "setback_front", … */
didban_status didban_get_limit(const didban_service* service, const char* parcel_id, const char* on,
                               const char* quantity, didban_limit* limit, char** error);
didban_status didban_get_limit_known(const didban_service* service, const char* parcel_id, const char* on,
                                     const char* known, const char* quantity, didban_limit* limit, char** error);
/* All limits with their clauses as JSON. */
didban_status didban_rules_json(const didban_service* service, const char* parcel_id, const char* on, const char* known,
                                char** json, char** error);
/* A proposal (JSON) against every limit. `on` may be NULL: today. */
didban_status didban_assess_json(const didban_service* service, const char* parcel_id, const char* proposal,
                                 const char* on, char** json, char** error);
didban_status didban_assess_known_json(const didban_service* service, const char* parcel_id, const char* proposal,
                                       const char* on, const char* known, char** json, char** error);

/* The whole parcel file, the JSON of `didban parcel`; plans within `radius_m` metres are listed. */
didban_status didban_parcel_json(const didban_service* service, const char* parcel_id, const char* on,
                                 const char* known, double radius_m, char** json, char** error);
/* Id of the parcel at a place, WGS 84 degrees; *id is NULL when there is none. */
didban_status didban_parcel_at(const didban_service* service, double lon, double lat, char** id, char** error);
/* All ids in the order of the cadastre: a JSON list of texts. */
didban_status didban_ids_json(const didban_service* service, char** json, char** error);
/* At most so many ids that begin so, or began so once; before them the parcel that has or had just this code in any
   spelling, after them those whose address holds every word of it. */
didban_status didban_ids_like_json(const didban_service* service, const char* beginning, size_t most, char** json,
                                   char** error);
/* didban_rules_json of many parcels; `parcel_ids` is a JSON list of texts: {"parcels": [ ... ]} in their order. */
didban_status didban_rules_batch_json(const didban_service* service, const char* parcel_ids, const char* on,
                                      const char* known, char** json, char** error);
/* Many proposals: `assessments` is a JSON list of {"parcel_id": ..., "proposal": {...}}. {"assessments": [ ... ]} in
 * their order; one that cannot be assessed gives {"parcel_id": ..., "error": ...} in its place. */
didban_status didban_assess_batch_json(const didban_service* service, const char* assessments, const char* on,
                                       char** json, char** error);
didban_status didban_assess_batch_known_json(const didban_service* service, const char* assessments, const char* on,
                                             const char* known, char** json, char** error);
/* The rules for a drawn polygon: `polygon` is GeoJSON, `crs` NULL for WGS 84 longitude and latitude. */
didban_status didban_polygon_rules_json(const didban_service* service, const char* polygon, const char* crs,
                                        const char* on, const char* known, char** json, char** error);
/* A signed answer for a bank or notary. `inquiry` is a JSON object: "purpose" ("mortgage", "transfer"), "since" (day),
 * and, where they differ from the defaults, "on", "request_id", "consumer", "valid_days", "key" and "audit" (files). */
didban_status didban_inquire(const didban_service* service, const char* parcel_id, const char* inquiry, char** answer,
                             char** error);
/* Checks a signed answer offline: the JSON of `didban verify`. `public_key` is PEM text; NULL only with
 * `allow_unknown_key` not 0, or the answer is not valid. Needs no service. */
didban_status didban_verify_json(const char* answer, const char* public_key, int allow_unknown_key, char** json,
                                 char** error);

/* Frees a text that this library returned; NULL is fine. */
void didban_free(char* text);

#ifdef __cplusplus
}
#endif
#endif
