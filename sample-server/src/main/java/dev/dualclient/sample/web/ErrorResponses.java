package dev.dualclient.sample.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers what failed before it reached an endpoint, in a filter of Spring Security for instance. */
@Controller
final class ErrorResponses implements ErrorController {

    @RequestMapping("${spring.web.error.path:/error}")
    Object error(HttpServletRequest request, HttpServletResponse response) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus status = code instanceof Integer known ? HttpStatus.resolve(known) : null;
        return Failure.of(status == null ? HttpStatus.NOT_FOUND : status).render(request, response);
    }
}
