package dev.dualclient.test.gateway;

import jakarta.servlet.Servlet;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.modeler.Registry;

/** A servlet container on a free port of the loopback interface, one for all tests: each servlet has its own context. */
final class Container {

    private static final String ANY_PATH = "/*";

    /** Of the line and the headers of a request: many times what the gateway takes of a path or a query. */
    private static final String LONGEST_HEAD = "65536";

    private final Tomcat tomcat = new Tomcat();
    private final AtomicInteger contexts = new AtomicInteger();

    private Container() {
        Registry.disableRegistry(); // nobody manages it, and a context comes and goes with every test
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        // Encoded slashes are passed on, so that it is the servlet that refuses them.
        connector.setEncodedSolidusHandling("passthrough");
        connector.setEncodedReverseSolidusHandling("passthrough");
        // So is what is too long. A container that refuses it by itself closes the connection while it is still sent,
        // and
        // what the caller then sees is by chance an answer or a lost connection.
        connector.setProperty("maxHttpRequestHeaderSize", LONGEST_HEAD);
        tomcat.setBaseDir(Path.of("target", "tomcat").toString());
        tomcat.setSilent(true);
        tomcat.setConnector(connector);
        try {
            tomcat.start();
        } catch (LifecycleException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Starts when it is first needed, and ends with the process. */
    private static final class Holder {
        private static final Container INSTANCE = new Container();
    }

    static Container shared() {
        return Holder.INSTANCE;
    }

    /** Adds a servlet that answers below {@code mapping} of a context of its own. */
    synchronized Context add(Servlet servlet, String mapping) {
        StandardContext context = (StandardContext) tomcat.addContext("/" + contexts.incrementAndGet(), null);
        // There is no class loader of a web application here that could leak.
        context.setClearReferencesRmiTargets(false);
        context.setClearReferencesThreadLocals(false);
        Tomcat.addServlet(context, "servlet", servlet);
        context.addServletMappingDecoded(mapping + ANY_PATH, "servlet");
        return context;
    }

    synchronized void remove(Context context) {
        tomcat.getHost().removeChild(context);
    }

    /** Returns the address of a context. */
    URI address(Context context) {
        return URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + context.getPath());
    }
}
