package dev.dualclient.spring;

import com.authlete.common.api.AuthleteApiException;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

// spotless:off, for the documents have this code as it stands
@RestControllerAdvice
class AuthleteFailures {

    @ExceptionHandler
    ResponseEntity<Map<String, String>> failed(AuthleteApiException failure) {
        int status = failure.getStatusCode();
        if (status == 503 || status == 429) {
            return ResponseEntity.status(503).header("Retry-After", "2").cacheControl(CacheControl.noStore())
                    .body(Map.of("error", "temporarily_unavailable"));
        }
        return ResponseEntity.internalServerError().body(Map.of("error", "server_error"));
    }
}
// spotless:on
