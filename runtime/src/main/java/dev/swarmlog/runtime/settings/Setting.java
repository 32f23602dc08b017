package dev.swarmlog.runtime.settings;

/**
 * One setting as a program asked for it.
 *
 * @param fallback what holds when the variable is not set, as text
 * @param allowed the range of its values, for people
 * @param what what it is for
 */
public record Setting(String name, String fallback, String allowed, String what) {}
