package dev.dualclient.dropin;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Starts the drop-in with an application in a container of {@code jakarta.servlet}: Tomcat 10 and later, for instance. */
public final class JakartaInitializer implements ServletContainerInitializer {

    /** Creates the initializer. */
    public JakartaInitializer() {}

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
