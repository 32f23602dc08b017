package dev.swarmlog.agent.discovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import org.semver4j.Semver;

/** Mutable: every word by which agents are found, and the kinds of agents that there are. What nobody uses is forgotten. */
final class Vocabulary {
    final Postings serviceTypes = new Postings();
    final Postings regions = new Postings();
    final Postings zones = new Postings();
    final Postings tags = new Postings();
    final Postings capabilities = new Postings();
    private final Map<String, Postings> versionsByCapability = new HashMap<>();
    private final Map<String, Version> versions = new HashMap<>();
    private final Map<Profile.Words, Profile> profiles = new HashMap<>();

    /** A version as it is written and, where it is one, as a semantic version; read once for all who have it. */
    private static final class Version {
        final String text;
        final @Nullable Semver semver;
        int postings;

        Version(String text) {
            this.text = text;
            this.semver = Semver.parse(text);
        }
    }

    /** The profile of an agent with these words, which counts it from now on. */
    Profile enter(Profile.Words words) {
        Profile profile = profiles.get(words);
        if (profile == null) {
            profile = create(words);
            profiles.put(profile.words, profile);
        }
        profile.agents++;
        return profile;
    }

    /** One agent is of this kind no more. */
    void leave(Profile profile) {
        if (--profile.agents > 0) {
            return;
        }
        profiles.remove(profile.words);
        for (Posting posting : profile.postings) {
            posting.profiles--;
        }
        forgetUnused(serviceTypes, profile.words.serviceType());
        forgetUnused(regions, profile.words.region());
        forgetUnused(zones, profile.words.zone());
        profile.tags.forEach(tag -> forgetUnused(tags, tag));
        List<String> offered = profile.words.capabilities();
        for (int i = 0; i < offered.size(); i += 2) {
            forgetUnused(capabilities, offered.get(i));
            forgetVersion(offered.get(i), offered.get(i + 1));
        }
    }

    /** Everybody with a version of the capability in the range; null when that is everybody who has it at all. */
    @Nullable
    List<RoaringBitmap> inRange(String capability, VersionRange range) {
        Postings offered = versionsByCapability.get(capability);
        if (offered == null) {
            return List.of();
        }
        List<RoaringBitmap> taken = new ArrayList<>();
        boolean all = true;
        for (Posting posting : offered.all()) {
            Version version = versions.get(posting.word);
            if (version != null && range.includes(version.semver)) {
                taken.add(posting.agents);
            } else {
                all = false;
            }
        }
        return all ? null : taken;
    }

    private Profile create(Profile.Words words) {
        Set<Posting> postings = new LinkedHashSet<>();
        String serviceType = obtain(serviceTypes, words.serviceType(), postings);
        String region = obtain(regions, words.region(), postings);
        String zone = obtain(zones, words.zone(), postings);
        List<String> itsTags = new ArrayList<>(words.tags().size());
        for (String tag : words.tags()) {
            itsTags.add(obtain(tags, tag, postings));
        }
        List<String> offered = new ArrayList<>(words.capabilities().size());
        for (int i = 0; i < words.capabilities().size(); i += 2) {
            String name = obtain(capabilities, words.capabilities().get(i), postings);
            Posting posting = version(name, words.capabilities().get(i + 1));
            postings.add(posting);
            offered.add(name);
            offered.add(posting.word);
        }
        for (Posting posting : postings) {
            posting.profiles++;
        }
        return new Profile(
                new Profile.Words(serviceType, region, zone, List.copyOf(offered), List.copyOf(itsTags)),
                List.copyOf(postings));
    }

    /** The word as all its users share it. */
    private static String obtain(Postings of, String word, Set<Posting> postings) {
        Posting posting = of.obtain(word);
        postings.add(posting);
        return posting.word;
    }

    private Posting version(String capability, String text) {
        Postings offered = versionsByCapability.computeIfAbsent(capability, fresh -> new Postings());
        Posting known = offered.find(text);
        if (known != null) {
            return known;
        }
        Version version = versions.computeIfAbsent(text, Version::new);
        version.postings++;
        return offered.obtain(version.text);
    }

    private static void forgetUnused(Postings of, String word) {
        Posting posting = of.find(word);
        if (posting != null && posting.profiles == 0) {
            of.forget(posting);
        }
    }

    private void forgetVersion(String capability, String text) {
        Postings offered = versionsByCapability.get(capability);
        Posting posting = offered == null ? null : offered.find(text);
        if (offered == null || posting == null || posting.profiles > 0) {
            return;
        }
        offered.forget(posting);
        if (offered.isEmpty()) {
            versionsByCapability.remove(capability);
        }
        Version version = versions.get(text);
        if (version != null && --version.postings == 0) {
            versions.remove(text);
        }
    }
}
