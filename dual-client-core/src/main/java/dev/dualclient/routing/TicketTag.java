package dev.dualclient.routing;

import dev.dualclient.call.ApiResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /** Returns an answer with the mark on its ticket, and every other byte as it was. */
    public static ApiResponse tagged(ApiResponse answer, String ticket) {
        Pattern member = Pattern.compile("(\"ticket\"\\s*:\\s*\")(?=" + Pattern.quote(ticket) + "\")");
        String text = member.matcher(answer.text()).replaceFirst("$1" + Matcher.quoteReplacement(MARK));
        return answer.withBody(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a ticket as its backend knows it. */
    public static String untagged(String ticket) {
        return isTagged(ticket) ? ticket.substring(MARK.length()) : ticket;
    }
}
