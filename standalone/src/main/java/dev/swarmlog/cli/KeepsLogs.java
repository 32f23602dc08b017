package dev.swarmlog.cli;

/** A command that runs services, whose logs somebody may want to read; other commands say themselves what went wrong. */
interface KeepsLogs {}
