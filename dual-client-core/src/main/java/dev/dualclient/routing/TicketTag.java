package dev.dualclient.routing;

/**
 * The mark on a ticket that the primary issued. Sent back with the mark, it goes to the primary; without, to the
 * secondary first. The mark begins with a character that no ticket contains.
 */
public final class TicketTag {

    private static final String MARK = "~p.";

    private TicketTag() {}

    /** Whether a ticket carries the mark. */
    public static boolean isTagged(String ticket) {
        return ticket.startsWith(MARK);
    }

    /** Returns a ticket with the mark. */
    public static String tagged(String ticket) {
        return isTagged(ticket) ? ticket : MARK + ticket;
    }

    /** Returns a ticket as its backend knows it. */
    public static String untagged(String ticket) {
        return isTagged(ticket) ? ticket.substring(MARK.length()) : ticket;
    }
}
