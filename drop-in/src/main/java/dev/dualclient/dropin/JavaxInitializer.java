package dev.dualclient.dropin;

import java.util.Set;
import javax.servlet.ServletContainerInitializer;
import javax.servlet.ServletContext;
import javax.servlet.ServletContextEvent;
import javax.servlet.ServletContextListener;
import javax.servlet.ServletException;
import org.jspecify.annotations.Nullable;

/** Starts the drop-in with an application in a container of {@code javax.servlet}: Tomcat 9 and earlier, for instance. */
public final class JavaxInitializer implements ServletContainerInitializer {

    /** Creates the initializer. */
    public JavaxInitializer() {}

    @Override
    public void onStartup(@Nullable Set<Class<?>> none, ServletContext application) throws ServletException {
        try {
            application.addListener(new End(DropIn.start()));
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            throw new ServletException("Dual Client cannot start: " + wrong.getMessage(), wrong);
        }
    }

    /** Ends the drop-in with the application. */
    private static final class End implements ServletContextListener {
        private final DropIn dropIn;

        End(DropIn dropIn) {
            this.dropIn = dropIn;
        }

        @Override
        public void contextInitialized(ServletContextEvent started) {
            // It has started with the container's initializers already.
        }

        @Override
        public void contextDestroyed(ServletContextEvent ended) {
            dropIn.close();
        }
    }
}
