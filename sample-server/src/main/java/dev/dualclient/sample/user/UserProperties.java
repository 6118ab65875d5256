package dev.dualclient.sample.user;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The users. An authorization server of your own reads them from where they are, and needs none of this.
 *
 * @param users users who may log in; none by default
 */
@ConfigurationProperties("sample")
record UserProperties(@DefaultValue List<Account> users) {

    /**
     * A user. Its {@code toString} shows the name alone.
     *
     * @param name user name, which is the subject of tokens
     * @param password password in clear, or its hash after {@code {bcrypt}}
     * @param userCode code without which some clients may not have the user asked (CIBA Core section 7.1), {@code null}
     *     for none
     * @param claims standard claims (OpenID Connect Core section 5.1) as a JSON object
     */
    record Account(
            String name,
            String password,
            @Nullable String userCode,
            @DefaultValue("{}") String claims) {
        @Override
        public String toString() {
            return "user " + name;
        }
    }
}
