package dev.dualclient.test.model;

/** The rules of custody, each of which can be switched off to see what it is for. */
public enum Rule {
    CLAIM("R1", "one backend is named in the store before a copied token is sent to be consumed"),
    LOOK_UP("R1", "the named backend is known to hold the token, by a read"),
    LINK_OF_THE_ISSUED("R1", "what P issued is used without a claim, but its successor link is written behind"),
    CONSUMPTION_OUTRANKS_RECOGNITION("R2", "a read never changes what is claimed or spent"),
    KEPT_IS_NOT_SPENT("R2", "a use that returns the same refresh token has consumed nothing"),
    FIRST_SUCCESSOR("R3", "another successor than the first comes from a late copy, and is ended"),
    DEAD_IS_NOT_SENT("R3", "a killed token is not sent to be consumed"),
    CLAIM_OF_THE_ROW("R4", "a claim covers the access token beside the refresh token"),
    LOST_CLAIM_TAKES_NOTHING("R4", "a claim that is lost for the refresh token claims nothing else of the row"),
    ROW_FALLS_TOGETHER("R4", "a kill marks both tokens of a row"),
    CUT("R5", "a kill of many is kept under a name, by which every acceptance is judged"),
    MARK("R5", "what is issued after a kill of many carries a mark"),
    MEMORY_TO_CONSUME("R6", "while the store is down, only what P issued through this process is consumed"),
    NO_LOGIN_WITHOUT_MARK("R6", "while the store is down, whoever is under a kill of many is issued nothing"),
    ENTRIES_FIRST("R7", "what a backend owes is delivered before it is asked, or else it is not asked"),
    ENTRIES_BY_NAME("R7", "what cannot be delivered stands in the way of what it names alone"),
    WRITE_AHEAD("R8", "a kill and both halves of it are stored before the first backend is called"),
    OWNER("R8", "the OK of a backend counts only if the killer owns the token"),
    PER_KILLER("R8", "each killer has an entry of his own"),
    STATE_IN_ORDER("R9", "the outbox holds the wanted state of a client, not the commands"),
    LEASE("R9", "what a request is at, the outbox does not deliver"),
    AGREED_BY_PRIMARY("R9", "a change of a client succeeds only if P agrees"),
    SETTLED_AFTER_LOSS("R9", "after a lost answer the row stays until the backend cannot be at it any more"),
    CLIENT_BY_ID("R10", "a client is deleted by the id that it never shares"),
    AUTHENTICATION_KEPT("R10", "that P has authenticated a client is stored before the answer"),
    SPENT_AT_SECONDARY_IS_DEAD("R11", "in the last stage, what S has consumed is ended at P and refused"),
    DOUBTS_SETTLED("R11", "before the last stage, a read at S settles what is claimed there"),
    TWICE_AT_PRIMARY("R12", "P's half of a kill is repeated one lag after S has acknowledged it"),
    CARRIED_ONCE("R14", "a row is copied to P at most once, by a mark in the store"),
    ORIGINAL_UNTIL_COPIED("R15", "S's row is not ended before P holds the copy"),
    COPY_IS_SETTLED("R16", "the outbox settles a copy of which P's answer is missing"),
    SEEN_ONCE_ANSWERED("R16", "a copy counts as seen at P only after P's answer"),
    COPY_IS_CHECKED("R17", "what was used or killed while it was copied is ended at P"),
    TIDIED_AFTER_WINDOW("R18", "S's row is not ended while S may still repeat the answer that issued it"),
    TIDIED_IS_CLAIMED("R18", "a row that is to be ended at S is claimed for P before"),
    COPY_IS_NOT_ISSUED("R19", "what is created with given values does not count as issued by P"),
    TAKEN_COPY_IS_ENDED("R20", "the copy of a row that S claims is ended at P"),
    ROW_OR_LATER("R21", "a kill of a token whose row cannot be looked up is answered 503"),
    BOTH_TOKENS_DELIVERED("R21", "delivery names both tokens of a row that is known"),
    NOBODY_ELSE("R21", "an open kill of one token concerns no other"),
    ENTRY_NAMES_THE_VALUE("R22", "an entry names a client or user only after a look-up has found the owner"),
    UNKNOWN_LEAVES_LITTLE("R23", "the kill of what nobody holds leaves a record in a bound of its own"),
    NO_LIST_WITHOUT_ROW("R24", "no list is read for a token that has no second one"),
    NOT_LISTED_IS_FAILED("R24", "what a list does not show although introspection knows it is a failed look-up"),
    REFUSED_IS_WITHDRAWN("R25", "a claim is withdrawn after a refusal"),
    MET_CLAIM_IS_FINAL("R25", "a claim that a second request has met is not withdrawn"),
    UNKNOWN_GOES_TO_LEADER("R25", "what both call unknown is sent to the leader all the same"),
    LOOK_AGAIN("R25", "after an unknown from a look-up, custody is read again"),
    GONE_CLAIM_IS_NO_GROUND("R25", "who relied on a claim that is gone by then makes none of his own"),
    REST_IN_BACKGROUND("R26", "what the first call of a kill of many left is ended token by token"),
    MARKS_HAVE_TIME("R26", "in the background nothing is ended whose mark may still be under way"),
    CALLED_ONCE("R26", "the call of a kill of many is never repeated"),
    MARK_NAMES_OWNER("R27", "whom a mark names is taken from the ticket, where the answer does not tell"),
    ORDER_OF_THE_STORE("R28", "changes of a client are numbered by the store, not by clocks"),
    HASH_IS_RESOLVED("R29", "a kill by hash is answered 503 where the row is not known"),
    FAMILY("R30", "a kill marks the whole line of refreshes"),
    FAMILY_AT_ONCE("R30", "the family is set in the same change as the records of the row"),
    FAMILIES_JOIN("R30", "two families that are found to be one get one root"),
    KILLS_JOIN("R30", "a family takes over the kills of what joins it"),
    ROOT_BY_ORDER("R30", "of two families the one with the smaller id becomes the root"),
    FAMILY_AS_IT_IS("R30", "a kill marks the root that there is in the same change"),
    USED_UP_TAKES_NOTHING("R30", "a row that was used up before it is killed takes nothing with it"),
    FAMILY_LASTS("R30", "what names a family names its root whenever it is written, and the root lives as long"),
    EQUAL_IS_PROVEN("secret", "the secret counts as equal only after P has authenticated the client"),
    BEGINS_WHERE_SECRET_HOLDS("secret", "new grants begin at S while P's secret is not known to be equal"),
    AUTHENTICATED_IS_NOT_DIFFERENT("secret", "a client that P has authenticated never counts as different again"),
    STANDING_HAS_VERSION("secret", "what is learned of a secret is written only if its version is unchanged"),
    REPAIR_OF_UNUSED("secret", "no secret is repaired that P has authenticated or that was set through us");

    private final String id;
    private final String words;

    Rule(String id, String words) {
        this.id = id;
        this.words = words;
    }

    /** Returns the id that the rule goes by. */
    public String id() {
        return id;
    }

    /** Returns what it says. */
    public String words() {
        return words;
    }
}
