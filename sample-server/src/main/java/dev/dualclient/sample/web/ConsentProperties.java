package dev.dualclient.sample.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How users are asked for their consent.
 *
 * @param once whether a user who has agreed to everything that a client asks for is not asked again, unless the client says
 *     {@code prompt=consent}; the page then lets the user choose the scopes, and ticks those that the user has allowed the
 *     client before, at whichever backend
 */
@ConfigurationProperties("sample.consent")
record ConsentProperties(@DefaultValue("false") boolean once) {}
