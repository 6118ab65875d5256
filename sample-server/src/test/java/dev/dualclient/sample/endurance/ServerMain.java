package dev.dualclient.sample.endurance;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dualclient.sample.SampleServer;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.support.GenericApplicationContext;

/** The sample in a process of its own, with the database that an argument names; tells its port once it serves. */
final class ServerMain {

    static final String DATABASE = "endurance.database";
    static final String SERVES = "serves at ";

    private ServerMain() {}

    /** Starts the server; the arguments are the application's. */
    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(SampleServer.class);
        application.addInitializers(started -> {
            String url = started.getEnvironment().getProperty(DATABASE);
            if (url != null) {
                ((GenericApplicationContext) started).registerBean(DataSource.class, () -> pool(url));
            }
        });
        System.out.println(
                SERVES + application.run(arguments).getEnvironment().getRequiredProperty("local.server.port"));
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(16);
        return new HikariDataSource(config);
    }
}
