package dev.dualclient.sample.web;

import com.authlete.common.api.AuthleteApiException;
import dev.dualclient.sample.web.ClientCredentials.MalformedCredentialsException;
import dev.dualclient.sample.web.RequestParameters.OversizedParameterException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Turns what went wrong into a response: a page for a browser, JSON for everybody else. */
@ControllerAdvice
final class Failures {

    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    @ExceptionHandler
    Object unanswered(AuthleteApiException failure, HttpServletRequest request, HttpServletResponse response) {
        log.warn("{} {}: {}", request.getMethod(), request.getRequestURI(), failure.getMessage());
        return Failure.of(failure).render(request, response);
    }

    @ExceptionHandler
    Object malformed(MalformedCredentialsException failure, HttpServletRequest request, HttpServletResponse response) {
        Failure invalid = Failure.of(
                HttpStatus.UNAUTHORIZED, "invalid_client", "The Authorization header does not hold Basic credentials.");
        invalid.headers().set(HttpHeaders.WWW_AUTHENTICATE, Replies.BASIC_CHALLENGE);
        return invalid.render(request, response);
    }

    @ExceptionHandler
    Object oversized(OversizedParameterException failure, HttpServletRequest request, HttpServletResponse response) {
        return Failure.of(HttpStatus.BAD_REQUEST, "invalid_request", String.valueOf(failure.getMessage()))
                .render(request, response);
    }

    /** A form or a query is malformed, or larger than the container takes. */
    @ExceptionHandler
    Object undecodable(InvalidParameterException failure, HttpServletRequest request, HttpServletResponse response) {
        return Failure.of(HttpStatusCode.valueOf(failure.getErrorCode())).render(request, response);
    }

    /** A parameter has characters that Spring Security does not let through. */
    @ExceptionHandler
    Object rejected(RequestRejectedException failure, HttpServletRequest request, HttpServletResponse response) {
        return Failure.of(HttpStatus.BAD_REQUEST).render(request, response);
    }

    /** The body of an actuator request, for example, is no JSON, or what has to be a number is none. */
    @ExceptionHandler({HttpMessageNotReadableException.class, TypeMismatchException.class})
    Object unreadable(HttpServletRequest request, HttpServletResponse response) {
        return Failure.of(HttpStatus.BAD_REQUEST).render(request, response);
    }

    @ExceptionHandler
    Object other(Exception failure, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (failure instanceof AccessDeniedException || failure instanceof AuthenticationException) {
            throw failure;
        }
        if (failure instanceof ErrorResponse told) {
            Failure plain = Failure.of(told.getStatusCode());
            plain.headers().addAll(told.getHeaders());
            return plain.render(request, response);
        }
        // Not its message, which may quote what the request held.
        log.error(
                "{} {}: {}",
                request.getMethod(),
                request.getRequestURI(),
                failure.getClass().getName());
        return Failure.serverError().render(request, response);
    }
}
