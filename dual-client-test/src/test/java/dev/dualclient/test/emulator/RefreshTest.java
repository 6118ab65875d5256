package dev.dualclient.test.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefreshTest {

    private static final EmulatedService SERVICE = EmulatedService.of(AuthleteVersion.V2_3);

    private final Authlete rotating = new Authlete(SERVICE);

    @Test
    void aRefreshReplacesBothTokens() {
        Registered client = rotating.client();
        Result first = rotating.tokens(client);
        Result second = rotating.refresh(client, first.text("refreshToken"));

        assertThat(second.code()).isEqualTo("A053001");
        assertThat(rotating.introspect(first.text("accessToken")).code()).isEqualTo("A057302");
        assertThat(rotating.refresh(client, first.text("refreshToken")).verdict())
                .isEqualTo("BAD_REQUEST A053305 invalid_grant");
        assertThat(rotating.introspect(second.text("accessToken")).action()).isEqualTo("OK");
        assertThat(rotating.refresh(client, second.text("refreshToken")).action())
                .isEqualTo("OK");
    }

    @Test
    void aRefreshTokenThatIsKeptWorksAgainAndItsFormerAccessTokenDoesNot() {
        Authlete keeping = new Authlete(SERVICE.withTokens(tokens(true, false)));
        Registered client = keeping.client();
        Result first = keeping.tokens(client);
        Result second = keeping.refresh(client, first.text("refreshToken"));
        Result third = keeping.refresh(client, first.text("refreshToken"));

        assertThat(second.text("refreshToken")).isEqualTo(first.text("refreshToken"));
        assertThat(third.action()).isEqualTo("OK");
        assertThat(keeping.active(second.text("accessToken"))).isFalse();
        assertThat(keeping.active(third.text("accessToken"))).isTrue();
    }

    @Test
    void anIdempotentRefreshMayBeRepeatedForAMinute() {
        Authlete idempotent = new Authlete(SERVICE.withTokens(tokens(false, true)));
        Registered client = idempotent.client();
        Result first = idempotent.tokens(client);
        Result second = idempotent.refresh(client, first.text("refreshToken"));
        Result again = idempotent.refresh(client, first.text("refreshToken"));

        assertThat(again.text("accessToken")).isEqualTo(second.text("accessToken"));
        assertThat(again.text("refreshToken")).isEqualTo(second.text("refreshToken"));
        assertThat(again.json().path("previousRefreshTokenUsed").asBoolean()).isTrue();
        idempotent.advance(Duration.ofMinutes(1));
        assertThat(idempotent.refresh(client, first.text("refreshToken")).code())
                .isEqualTo("A053305");
    }

    @Test
    void anIdempotentRefreshEndsWhenItsSuccessorIsUsed() {
        Authlete idempotent = new Authlete(SERVICE.withTokens(tokens(false, true)));
        Registered client = idempotent.client();
        Result first = idempotent.tokens(client);
        Result second = idempotent.refresh(client, first.text("refreshToken"));
        idempotent.refresh(client, second.text("refreshToken"));

        assertThat(idempotent.refresh(client, first.text("refreshToken")).code())
                .isEqualTo("A053305");
    }

    @Test
    void aStrangerDoesNotRefresh() {
        Result tokens = rotating.tokens(rotating.client());

        assertThat(rotating.refresh(rotating.client(), tokens.text("refreshToken"))
                        .verdict())
                .isEqualTo("BAD_REQUEST A053307 invalid_grant");
    }

    @Test
    void anExpiredRefreshTokenIsKnownAsSuch() {
        Registered client = rotating.client();
        Result tokens = rotating.tokens(client);
        rotating.advance(Duration.ofDays(10));

        assertThat(rotating.refresh(client, tokens.text("refreshToken")).verdict())
                .isEqualTo("BAD_REQUEST A053308 invalid_grant");
    }

    @Test
    void aRefreshMayNarrowTheScopeAndNotWidenIt() {
        Registered client = rotating.client();
        Result first = rotating.tokens(client);

        assertThat(rotating.refresh(client, first.text("refreshToken"), "scope", "read write")
                        .verdict())
                .isEqualTo("BAD_REQUEST A053309 invalid_scope");
        Result narrow = rotating.refresh(client, first.text("refreshToken"), "scope", "read");
        assertThat(narrow.content().path("scope").asString()).isEqualTo("read");
        Result wide = rotating.refresh(client, narrow.text("refreshToken"));
        assertThat(wide.content().path("scope").asString()).isEqualTo("openid read");
    }

    private static EmulatedService.Tokens tokens(boolean kept, boolean idempotent) {
        return new EmulatedService.Tokens(
                Duration.ofHours(1), Duration.ofDays(10), Duration.ofMinutes(10), kept, idempotent);
    }
}
