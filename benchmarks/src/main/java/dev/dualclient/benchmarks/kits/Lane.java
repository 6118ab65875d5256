package dev.dualclient.benchmarks.kits;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.context.ConfigurableApplicationContext;

/** One of the applications that are compared, and a connection to it. */
final class Lane implements AutoCloseable {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final String LENGTH = "content-length:";

    private final String name;
    private final ConfigurableApplicationContext application;
    private final Socket socket;
    private final BufferedReader answers;
    private final byte[] request;
    private final List<Double> micros = new ArrayList<>();

    Lane(String name, ConfigurableApplicationContext application, String token) throws IOException {
        this.name = name;
        this.application = application;
        int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        this.answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        this.request = ("GET /api HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    String name() {
        return name;
    }

    /** Sends requests, one after the other. */
    void call(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            socket.getOutputStream().write(request);
            String status = line();
            if (!status.startsWith("HTTP/1.1 200")) {
                throw new IOException(name + " answers " + status);
            }
            int length = 0;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                    length = Integer.parseInt(header.substring(LENGTH.length()).strip());
                }
            }
            char[] body = new char[length];
            for (int read = 0; read < length; ) {
                read += Math.max(0, answers.read(body, read, length - read));
            }
            if (!Service.ANSWER.equals(new String(body))) {
                throw new IOException(name + " answers something else");
            }
        }
    }

    private String line() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException(name + " closes the connection");
        }
        return line;
    }

    /** Sends requests, and notes the CPU time that each cost. */
    void measure(int times) throws IOException {
        long before = served();
        call(times);
        micros.add((served() - before) / 1e3 / times);
    }

    /** Returns the CPU time of the threads that serve requests. Those of the other applications do nothing meanwhile. */
    private static long served() {
        long nanos = 0;
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith("http-nio")) {
                nanos += Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return nanos;
    }

    /** Returns the CPU time of a request in microseconds. */
    double median() {
        return median(micros);
    }

    /** Returns the median of what each round is to the other lane's round beside it. */
    double ratio(Lane base) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < micros.size(); i++) {
            ratios.add(micros.get(i) / base.micros.get(i));
        }
        return median(ratios);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        application.close();
    }
}
