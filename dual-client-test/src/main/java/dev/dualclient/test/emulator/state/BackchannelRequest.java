package dev.dualclient.test.emulator.state;

import org.jspecify.annotations.Nullable;

/**
 * A backchannel authentication request (CIBA Core section 7), kept from the client's request to its end.
 *
 * @param request what every polled request has
 * @param deliveryMode {@code POLL}, {@code PING} or {@code PUSH}
 * @param notificationToken by which the client knows who notifies it, {@code null} in poll mode
 * @param duration how long the request lives from the moment it gets an {@code auth_req_id}, in milliseconds
 * @param authReqId that id, {@code null} before it is issued
 */
public record BackchannelRequest(
        PolledRequest request,
        String deliveryMode,
        @Nullable String notificationToken,
        long duration,
        @Nullable String authReqId) {

    /** Returns the request with its id. */
    public BackchannelRequest issued(String id) {
        return new BackchannelRequest(request, deliveryMode, notificationToken, duration, id);
    }

    /** Returns the client alone: the rest is as good as a credential. */
    @Override
    public String toString() {
        return "a backchannel request of client " + request.clientId();
    }
}
