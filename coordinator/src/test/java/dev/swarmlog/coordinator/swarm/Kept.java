package dev.swarmlog.coordinator.swarm;

import dev.swarmlog.v1.SwarmCommand;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What outlives a coordinator. */
final class Kept implements SwarmTask.Starts, States.Bytes, Remotes.Loads {
    final Map<String, SwarmCommand> starts = new TreeMap<>();
    final Map<String, byte[]> bytes = new HashMap<>();
    final Map<String, SwarmCommand> loads = new TreeMap<>();
    long bytesWritten;

    @Override
    public void put(String swarmId, long load, SwarmCommand feed) {
        loads.put(swarmId + load, feed);
    }

    @Override
    public @Nullable SwarmCommand get(String swarmId, long load) {
        return loads.get(swarmId + load);
    }

    @Override
    public void delete(String swarmId, long load) {
        loads.remove(swarmId + load);
    }

    @Override
    public void deleteAll(String swarmId) {
        loads.keySet().removeIf(key -> key.startsWith(swarmId));
    }

    @Override
    public void put(String swarmId, SwarmCommand start) {
        starts.put(swarmId, start);
    }

    @Override
    public void each(Each each) {
        starts.forEach(each::see);
    }

    @Override
    public byte @Nullable [] get(String key) {
        return bytes.get(key);
    }

    @Override
    public void put(String key, byte[] value) {
        bytes.put(key, value);
        bytesWritten += value.length;
    }

    @Override
    public void delete(String key) {
        starts.remove(key);
        bytes.remove(key);
    }
}
