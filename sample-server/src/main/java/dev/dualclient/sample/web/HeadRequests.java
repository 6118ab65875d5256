package dev.dualclient.sample.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers HEAD where GET changes something. Link checkers and mail scanners send HEAD, and Spring would call the method
 * for GET: a request URI or a code would be used up, a user would be signed out.
 */
@RestController
final class HeadRequests {

    @RequestMapping(
            method = RequestMethod.HEAD,
            path = {"/api/authorization", "/api/logout", "/demo/login/{id}", "/demo/callback"})
    ResponseEntity<String> doNothing() {
        return Replies.empty(HttpStatus.OK);
    }
}
