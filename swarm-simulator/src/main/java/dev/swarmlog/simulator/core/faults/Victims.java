package dev.swarmlog.simulator.core.faults;

import dev.swarmlog.simulator.core.swarm.Member;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** Whom a fault hits. */
public sealed interface Victims {
    /** Some of the members, by their numbers, rising; chance decides where there is a choice. */
    List<Integer> among(List<Member> members, RandomGenerator random);

    /** As people call them. */
    String told();

    record Everybody() implements Victims {
        @Override
        public List<Integer> among(List<Member> members, RandomGenerator random) {
            return numbers(members);
        }

        @Override
        public String told() {
            return "everybody";
        }
    }

    /** A share of all, drawn by lot each time; of a small swarm at least one. */
    record Share(double share) implements Victims {
        @Override
        public List<Integer> among(List<Member> members, RandomGenerator random) {
            int count = (int) Math.max(Math.ceil(share), Math.rint(share * members.size()));
            return new Count(count).among(members, random);
        }

        @Override
        public String told() {
            return Math.round(share * 1_000) / 10.0 + " % of all";
        }
    }

    /** So many, drawn by lot each time. */
    record Count(int count) implements Victims {
        @Override
        public List<Integer> among(List<Member> members, RandomGenerator random) {
            List<Integer> lots = new ArrayList<>(numbers(members));
            int drawn = Math.min(count, lots.size());
            for (int i = 0; i < drawn; i++) {
                Collections.swap(lots, i, i + random.nextInt(lots.size() - i));
            }
            return lots.stream().limit(drawn).sorted().toList();
        }

        @Override
        public String told() {
            return count + " by lot";
        }
    }

    record Named(List<String> names) implements Victims {
        public Named {
            names = List.copyOf(names);
        }

        @Override
        public List<Integer> among(List<Member> members, RandomGenerator random) {
            return numbers(members.stream()
                    .filter(member -> names.contains(member.id()))
                    .toList());
        }

        @Override
        public String told() {
            List<String> first = new ArrayList<>(names.subList(0, Math.min(3, names.size())));
            if (names.size() > first.size()) {
                first.add((names.size() - first.size()) + " more");
            }
            return String.join(", ", first);
        }
    }

    /** All of one place; an empty zone means the whole region. */
    record Located(String region, String zone) implements Victims {
        @Override
        public List<Integer> among(List<Member> members, RandomGenerator random) {
            return numbers(members.stream()
                    .filter(member -> member.region().equals(region)
                            && (zone.isEmpty() || member.zone().equals(zone)))
                    .toList());
        }

        @Override
        public String told() {
            return zone.isEmpty() ? "region " + region : "zone " + region + "/" + zone;
        }
    }

    private static List<Integer> numbers(List<Member> members) {
        return members.stream().map(Member::number).toList();
    }
}
