package dev.swarmlog.simulator.core.faults;

import dev.swarmlog.simulator.core.swarm.Member;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Mutable: all that goes wrong in one run, in the order of its time, and how far that is. */
public final class Script {
    private final List<Strike> strikes;
    private final List<Turn> turns = new ArrayList<>();
    private final Set<Strike> striking = new HashSet<>();
    private int next;

    private record Turn(long atMs, Strike strike, boolean begins) {}

    private Script(List<Strike> strikes) {
        this.strikes = List.copyOf(strikes);
        strikes.forEach(this::turns);
        // What ends makes room before what begins at the same moment.
        turns.sort(Comparator.comparingLong(Turn::atMs).thenComparing(Turn::begins));
    }

    /** The same faults, members and seed make the same script. */
    public static Script of(List<Fault> faults, List<Member> members, long seed) {
        List<Strike> drawn = new ArrayList<>();
        for (int number = 0; number < faults.size(); number++) {
            Fault fault = faults.get(number);
            // Each fault has luck of its own, so that one more changes nothing of the others.
            SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
            for (long atMs : fault.when().draw(random)) {
                List<Integer> agents = fault.who().among(members, random);
                drawn.add(new Strike(0, fault, atMs, atMs + fault.lastsMs(), agents));
            }
        }
        drawn.sort(Comparator.comparingLong(Strike::fromMs));
        List<Strike> numbered = new ArrayList<>();
        for (Strike strike : drawn) {
            numbered.add(
                    new Strike(numbered.size(), strike.fault(), strike.fromMs(), strike.untilMs(), strike.agents()));
        }
        return new Script(numbered);
    }

    public List<Strike> strikes() {
        return strikes;
    }

    private void turns(Strike strike) {
        if (strike.fault().kind() != FaultKind.FLAPPING) {
            turns.add(new Turn(strike.fromMs(), strike, true));
            turns.add(new Turn(strike.untilMs(), strike, false));
            return;
        }
        long half = Math.max(1, strike.fault().everyMs() / 2);
        for (long atMs = strike.fromMs(); atMs < strike.untilMs(); atMs += 2 * half) {
            turns.add(new Turn(atMs, strike, true));
            turns.add(new Turn(Math.min(atMs + half, strike.untilMs()), strike, false));
        }
    }

    /** All that is to happen up to now happens. */
    public void advance(long nowMs, Saboteur saboteur) {
        for (; next < turns.size() && turns.get(next).atMs <= nowMs; next++) {
            Turn turn = turns.get(next);
            if (turn.begins) {
                striking.add(turn.strike);
                saboteur.strikes(turn.strike);
            } else if (striking.remove(turn.strike)) {
                saboteur.relents(turn.strike);
            }
        }
    }

    /** Nothing more happens, and what has begun is over. */
    public void end(Saboteur saboteur) {
        next = turns.size();
        striking.stream().sorted(Comparator.comparingInt(Strike::number)).forEach(saboteur::relents);
        striking.clear();
    }
}
