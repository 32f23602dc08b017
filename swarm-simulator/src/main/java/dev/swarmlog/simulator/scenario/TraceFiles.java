package dev.swarmlog.simulator.scenario;

import java.io.BufferedReader;
import java.io.IOException;

/** Where the traces are that scenarios name. */
public interface TraceFiles {
    BufferedReader open(String name) throws IOException;
}
