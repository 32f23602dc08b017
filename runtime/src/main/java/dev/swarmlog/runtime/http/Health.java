package dev.swarmlog.runtime.http;

import java.util.Map;

/**
 * How one part of a process does.
 *
 * @param live false when only a restart of the process can help
 * @param ready whether it does its work now
 * @param detail what a person wants to know then
 */
public record Health(boolean live, boolean ready, Map<String, Object> detail) {}
