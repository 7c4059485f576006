/* Prints one limit of a parcel, through the C interface: parcel_limit CITY PARCEL DAY QUANTITY */
#include <didban/didban.h>

#include <stdio.h>

int main(int argc, char** argv)
{
    didban_service* service = NULL;
    didban_limit limit;
    char* text = NULL;
    if (argc != 5)
        return 2;
    if (didban_open(argv[1], &service, &text) != DIDBAN_OK) {
        fprintf(stderr, "%s\n", text ? text : "out of memory");
        didban_free(text);
        return 1;
    }
    if (didban_get_limit(service, argv[2], argv[3], argv[4], &limit, &text) != DIDBAN_OK) {
        fprintf(stderr, "%s\n", text ? text : "out of memory");
        didban_free(text);
        didban_close(service);
        return 1;
    }
    printf("%s: outcome %d, at most %g, at least %g\n", argv[4], (int)limit.outcome, limit.maximum_high,
           limit.minimum_low);

    /* An unknown parcel is an error with a message, not a crash. */
    if (didban_rules_json(service, "no such parcel", argv[3], NULL, &text, NULL) != DIDBAN_USAGE || text != NULL)
        return 1;
    if (didban_rules_json(service, argv[2], argv[3], NULL, &text, NULL) != DIDBAN_OK || text == NULL)
        return 1;
    didban_free(text);

    /* Programs that were built against the first version call it in this shape. */
    didban_status (*const assess)(const didban_service*, const char*, const char*, const char*, char**, char**) =
        didban_assess_json;
    if (assess(service, argv[2], "{\"floors\": 1}", argv[3], &text, NULL) != DIDBAN_OK || text == NULL)
        return 1;
    didban_free(text);
    didban_close(service);
    return 0;
}
