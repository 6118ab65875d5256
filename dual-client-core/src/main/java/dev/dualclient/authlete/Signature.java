package dev.dualclient.authlete;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.api.Options;
import dev.dualclient.call.ApiCall;
import dev.dualclient.operation.Catalogue;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@link Signatures}: the Java methods of one name and one list of arguments, with and without a trailing
 * {@code Options}, and the operation that they call. The return type of a method determines how its answer is read.
 *
 * @param method the name of the Java methods
 * @param operation the id of the operation
 * @param arguments the roles of the arguments
 * @param always query parameters that the call has whatever the arguments
 */
record Signature(String method, String operation, List<Argument> arguments, Map<String, String> always) {

    /** By its name, because older versions of authlete-java-common lack it. */
    static final String OPTIONS = "com.authlete.common.api.Options";

    /** Returns this row with a query parameter that does not depend on the arguments. */
    Signature always(String parameter, String value) {
        return new Signature(method, operation, arguments, Map.of(parameter, value));
    }

    /** Returns whether a Java method belongs to this row. */
    boolean describes(Method candidate) {
        if (!candidate.getName().equals(method)) {
            return false;
        }
        Class<?>[] types = candidate.getParameterTypes();
        boolean options = types.length > 0 && types[types.length - 1].getName().equals(OPTIONS);
        if (arguments.size() != types.length - (options ? 1 : 0)) {
            return false;
        }
        for (int i = 0; i < arguments.size(); i++) {
            if (!arguments.get(i).accepts().test(types[i])) {
                return false;
            }
        }
        return true;
    }

    /** Returns the API call for a Java call with these argument values. */
    ApiCall call(@Nullable Object[] values) {
        ApiCall.Builder call = ApiCall.of(Catalogue.operation(operation));
        for (int i = 0; i < arguments.size(); i++) {
            arguments.get(i).writer().write(call, values[i]);
        }
        always.forEach(call::query);
        if (values.length > arguments.size() && values[arguments.size()] instanceof Options options) {
            addHeaders(call, options);
        }
        return call.build();
    }

    /** The vendor's own client wraps what it says of a header that HTTP does not allow, or of one without a name. */
    private static void addHeaders(ApiCall.Builder call, Options options) {
        Map<String, String> headers = options.getHeaders();
        if (headers == null) {
            return;
        }
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (header.getValue() != null) {
                try {
                    call.header(header.getKey(), header.getValue());
                } catch (IllegalArgumentException | NullPointerException refused) {
                    throw new AuthleteApiException(refused.getMessage(), refused);
                }
            }
        }
    }
}
