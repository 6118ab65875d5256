package dev.dualclient.sample.secrets;

import java.util.List;
import java.util.Map;

/** A durable custody store on a server of this process, and all that is in it. */
public interface Memory extends AutoCloseable {

    /** Returns the settings with which an application uses it. */
    Map<String, Object> properties();

    /** Returns every row or key of the server, whatever its name, as text. */
    List<String> contents() throws Exception;

    @Override
    void close() throws Exception;
}
