package org.gliomagrading.fusion;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gliomagrading.io.InputException;
import org.scijava.plugin.Plugin;

/**
 * Attention over the features of slices, learned from the train patients (Ilse et al. 2018), each feature standardised by
 * the train patients' slices. The parameter is the width of the hidden layer, and whether there is a gate. All else is as
 * in the authors' program: Adam with step size 0.0005 and weight decay 0.0001, 20 passes over the patients, one a step.
 */
@Plugin(type = FusionStrategy.class, name = "learned_attention",
	label = "learned_attention(hidden), learned_attention(hidden gated)")
public class LearnedAttention implements LearnedFusion {

	private static final Pattern PARAMETER = Pattern.compile("([1-9]\\d{0,3})( gated)?");
	private static final int MOST = 1024;

	private static final int EPOCHS = 20;
	private static final double RATE = 0.0005;
	private static final double DECAY = 0.0001;
	private static final long SEED = 1;

	private final int hidden;
	private final boolean gated;

	/** The strategy without its parameter, which {@link #with} gives it. */
	public LearnedAttention() {
		this(0, false);
	}

	private LearnedAttention(int hidden, boolean gated) {
		this.hidden = hidden;
		this.gated = gated;
	}

	@Override
	public FusionStrategy with(String parameter) throws InputException {
		Matcher parts = PARAMETER.matcher(parameter);
		if (!parts.matches() || Integer.parseInt(parts.group(1)) > MOST) throw new InputException("needs a width of 1 to " +
			MOST + "; write learned_attention(64), or learned_attention(64 gated)");
		return new LearnedAttention(Integer.parseInt(parts.group(1)), parts.group(2) != null);
	}

	@Override
	public Fitted fit(List<Bag> train) {
		Standardisation scale = Standardisation.of(train.stream().map(Bag::features).toList());
		Random random = new Random(SEED);
		AttentionPooling pooling = AttentionPooling.draw(train.get(0).features()[0].length, hidden, gated, random);
		List<Bag> order = new ArrayList<>(train);
		for (int epoch = 0; epoch < EPOCHS; epoch++) {
			Collections.shuffle(order, random);
			for (Bag bag : order)
				pooling.learn(scale.apply(bag.features()), bag.high(), RATE, DECAY);
		}
		return features -> pooling.p(scale.apply(features));
	}
}
