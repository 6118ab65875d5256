package dev.dualclient.test.histories.without;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.loading.ClassReloadingStrategy;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Lets a method of the engine do something else, until it is closed. One at a time. */
public final class Switch implements AutoCloseable {

    private static volatile Instead instead = Instead.NOTHING;

    private final Class<?> type;

    private Switch(Class<?> type) {
        this.type = type;
    }

    /**
     * Lets a method do something else.
     *
     * @param method its name; with several of that name, that of as many parameters
     */
    static Switch off(String type, String method, int parameters, Instead what) {
        ByteBuddyAgent.install();
        Class<?> changed = type(type, method, parameters);
        instead = what;
        ElementMatcher.Junction<MethodDescription> which = named(method).and(takesArguments(parameters));
        new ByteBuddy()
                .redefine(changed)
                .visit(Advice.to(WithoutResult.class).on(which.and(returns(void.class))))
                .visit(Advice.to(WithResult.class).on(which.and(not(returns(void.class)))))
                .make()
                .load(changed.getClassLoader(), ClassReloadingStrategy.fromInstalledAgent());
        return new Switch(changed);
    }

    /**
     * Finds a class with such a method.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Class<?> type(String type, String method, int parameters) {
        try {
            Class<?> found = Class.forName("dev.dualclient." + type);
            if (Arrays.stream(found.getDeclaredMethods())
                    .noneMatch(one -> one.getName().equals(method) && one.getParameterCount() == parameters)) {
                throw new IllegalArgumentException(type + " has no method " + method + " of " + parameters);
            }
            return found;
        } catch (ClassNotFoundException gone) {
            throw new IllegalArgumentException(gone);
        }
    }

    @Override
    public void close() {
        try {
            ClassReloadingStrategy.fromInstalledAgent().reset(type);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whether the method is not to be run; what is woven into the engine asks. */
    public static boolean inPlace() {
        return instead.inPlace();
    }

    /** Returns what the method returns; what is woven into the engine asks. */
    public static @Nullable Object result(Object[] arguments, @Nullable Object result) {
        return instead.of(arguments, result);
    }

    /** Woven into a method that returns nothing. */
    private static final class WithoutResult {

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter() {
            return inPlace();
        }
    }

    /** Woven into a method that returns something. */
    private static final class WithResult {

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter() {
            return inPlace();
        }

        @Advice.OnMethodExit
        static void exit(
                @Advice.AllArguments Object[] arguments,
                @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object result) {
            result = Switch.result(arguments, result);
        }
    }
}
