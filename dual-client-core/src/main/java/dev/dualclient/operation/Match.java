package dev.dualclient.operation;

import java.util.Map;

/**
 * The operation that a method and a path stand for.
 *
 * @param operation the operation
 * @param variables the decoded values of the path's variables by their names, {@code serviceId} among them where the
 *     path has it
 */
public record Match(Operation operation, Map<String, String> variables) {}
