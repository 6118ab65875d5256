package dev.dualclient.dropin;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/**
 * A process with a servlet container and one application. Compiled with one version of Tomcat, it runs with another, because
 * it touches no servlet class. It prints its port, and stops when its standard input ends.
 */
final class ContainerProcess {

    private ContainerProcess() {}

    /** Java 17 itself refers to the type of the record component that was compared last, until one of another type is. */
    private record Compared(String value) {}

    /** Starts with the directories of the container and of the application. */
    public static void main(String[] arguments) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Path.of(arguments[0]).toString());
        tomcat.setPort(0);
        tomcat.enableNaming();
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context application = tomcat.addWebapp("", arguments[1]);
        tomcat.start();
        System.out.println(
                application.getState().isAvailable()
                        ? "listens on port " + tomcat.getConnector().getLocalPort()
                        : "the application has not started");
        while (System.in.read() >= 0) {
            // until the parent closes it
        }
        ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
        Reference<ClassLoader> loader =
                new WeakReference<>(application.getLoader().getClassLoader(), collected);
        tomcat.stop();
        tomcat.destroy();
        long threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("dual-client"))
                .count();
        System.out.println("stopped, and " + threads + " threads are left");
        if (new Compared("one").equals(new Compared("other"))) {
            throw new AssertionError();
        }
        boolean gone = false;
        for (int i = 0; i < 30 && !gone; i++) {
            System.gc();
            gone = collected.remove(1000) == loader;
        }
        System.out.println(gone ? "the class loader is collected" : "the class loader is still referred to");
    }
}
