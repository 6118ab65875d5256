package dev.dualclient.test.histories.without;

/** The rules that histories can be played without, each with the place in the engine that follows it. */
public enum Rule {
    N1("what can be read in two ways is not sent", "call.ApiCall", "defect", 0, Instead.NOTHING),
    N5("every token that a request names is judged", "engine.CustodyReader", "decisive", 2, Instead.ITS_FIRST_ARGUMENT),
    R1_CLAIM("a credential is claimed before it is used", "engine.Planner", "claims", 2, Instead.NO),
    R1_LOOK_UP("it is claimed for a backend that holds it", "engine.Consumption", "knownToHold", 2, Instead.YES),
    R1_WITHDRAW("a claim is withdrawn when nothing was used", "custody.Claims", "withdraw", 1, Instead.NOTHING),
    R2("what was used up stays so whatever is recognised", "custody.CustodyRecord", "isLess", 1, Instead.YES),
    R3("the first use counts", "custody.Claims", "spent", 3, Instead.YES_AFTERWARDS),
    R4("what happens to a token happens to its row", "custody.TokenRow", "of", 3, Instead.THE_TOKEN_ALONE),
    R5_CUT("a kill of many holds for late copies", "custody.AcceptanceDecision", "isOlderThanKill", 3, Instead.NO),
    R5_MARK("what is issued after it lives", "custody.IssuedCredentials", "mark", 3, Instead.NOTHING),
    R6("what is dead is known while the store is down", "custody.OutageCache", "touch", 1, Instead.NO),
    R7("a backend with a pending kill is not believed", "custody.OutboxEntry", "names", 1, Instead.NO),
    R8_WRITE_AHEAD("a kill is written before it is sent", "custody.Kills", "open", 3, Instead.NOTHING),
    R8_OWNER("the kill of a stranger is none", "engine.TokenRevocation", "owner", 5, Instead.DONE),
    R10_ID("a client is deleted for good by its id", "custody.CustodyRecord", "isForGood", 0, Instead.NO),
    R10_NAME("the next client of a name is another one", "custody.Custody", "clientDeleted", 1, Instead.NOTHING),
    R12("the primary's half is done twice", "engine.Delivery", "repeat", 2, Instead.NEVER_DUE),
    R13("what may have been spent is not sent again", "routing.CallFacts", "spends", 0, Instead.NO),
    R19("given values count as not issued", "routing.CallFacts", "chosen", 0, Instead.NONE),
    R21("a look-up that failed has said nothing", "engine.TokenLookUp$Finding", "reason", 0, Instead.UNKNOWN_IF_FAILED),
    R23("a kill of what nobody knows is remembered", "custody.Kills", "unknown", 3, Instead.NOTHING),
    R24_JWT("a JWT stands for what its jti names", "custody.Credential", "byJwtId", 0, Instead.NOTHING),
    R25_LOOK_AGAIN("custody is read again after a look-up", "engine.Consumption", "unknown", 4, Instead.WHAT_WAS_FOUND),
    R26("of many, what is left is ended alone", "custody.Kills", "fallen", 2, Instead.ALL_OF_THEM),
    R27("whom a mark names is looked up", "engine.AcceptanceCheck", "owner", 4, Instead.NOBODY),
    R29("a hash is no value", "routing.CallFacts", "killsByIdentifier", 0, Instead.NO),
    N28("a login begins where the secret holds", "custody.SecretStatus", "isDoubtful", 0, Instead.NO),
    R28("changes are ordered by a number", "custody.RecordUpdater", "count", 2, Instead.ITS_SECOND_ARGUMENT),
    R14("a row is carried over once", "custody.CarriedRows", "isCarried", 1, Instead.NO),
    R16_SETTLE("a copy without an answer is settled", "engine.CarryRows", "settle", 1, Instead.NEVER_DUE),
    R17("what was used meanwhile is not copied", "custody.CarriedRows", "isLost", 1, Instead.NO),
    R19_COPY("a copy counts as not issued", "custody.CustodyRecord", "carried", 3, Instead.OF_PRIMARY_ALONE),
    R20("the copy of what S uses is ended", "custody.Claims", "leavesCopy", 3, Instead.NO);

    private final String says;
    private final String type;
    private final String method;
    private final int parameters;
    private final Instead instead;

    Rule(String says, String type, String method, int parameters, Instead instead) {
        this.says = says;
        this.type = type;
        this.method = method;
        this.parameters = parameters;
        this.instead = instead;
    }

    /**
     * Returns whether it is a rule of carry-over, which other histories never follow. Two of those are not seen here, because
     * something else covers for them: a copy without an answer that counted as seen would be compared, and a row that was not
     * claimed for the primary would not be ended at the secondary.
     */
    public boolean isOfCarryOver() {
        return compareTo(R14) >= 0;
    }

    /** Says what the rule says, in a few words. */
    public String says() {
        return says;
    }

    /** Checks that the place is there. */
    Class<?> place() {
        return Switch.type(type, method, parameters);
    }

    /** Lets the engine break the rule until that is closed. */
    public Switch off() {
        return Switch.off(type, method, parameters, instead);
    }
}
