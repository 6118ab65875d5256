package dev.dualclient.http;

import dev.dualclient.backend.Reply;
import dev.dualclient.call.Reason;
import java.io.IOException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;

/** Maps the failure of an exchange to a reason: first by what was sent, then by the exception. */
final class Failures {

    private Failures() {}

    static Reply.Failed reply(Exception failure, Exchange exchange, boolean closed) {
        return new Reply.Failed(
                exchange.sent() ? afterSending(failure, exchange) : beforeSending(failure, closed),
                exchange.alerted() ? new SSLException("the port speaks TLS") : withoutContent(failure));
    }

    private static Reason beforeSending(Exception failure, boolean closed) {
        if (closed) {
            return Reason.CLOSED;
        }
        return failure instanceof ConnectionRequestTimeoutException ? Reason.NO_CONNECTION_FREE : Reason.NOT_CONNECTED;
    }

    private static Reason afterSending(Exception failure, Exchange exchange) {
        if (exchange.outOfTime() || failure instanceof SocketTimeoutException) {
            return Reason.NO_ANSWER_IN_TIME;
        }
        boolean unreadable = failure instanceof ResponseBodyReader.UnreadableAnswerException || isMalformed(failure);
        return unreadable ? Reason.UNREADABLE : Reason.CONNECTION_LOST;
    }

    private static boolean isMalformed(Exception failure) {
        return failure instanceof ClientProtocolException
                || failure instanceof MalformedChunkCodingException
                || failure instanceof MessageConstraintException;
    }

    /** Drops the message of a parser: it quotes what could not be parsed, which may be a token. */
    private static Exception withoutContent(Exception failure) {
        return isMalformed(failure) ? new IOException("the answer is not HTTP as it should be") : failure;
    }
}
