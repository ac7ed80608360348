"""The words that generated digests are made of: Korean with its English, sentence patterns, and names."""

from dataclasses import dataclass, field

# The particles by their form after a consonant, with that after a vowel.
_PARTICLES = {"은": "는", "이": "가", "을": "를", "과": "와", "이라는": "라는", "으로부터": "로부터"}


@dataclass(frozen=True, slots=True)
class Term:
    """A Korean term and what it is called in English.

    As a format it takes its particle, which follows the last sound: `{:을}`; with a plus it explains itself
    first, as in 확산 모델(diffusion model)을: `{:+을}`.
    """

    korean: str
    english: str
    _forms: dict[str, str] = field(default_factory=dict)

    def __format__(self, spec: str) -> str:
        if (form := self._forms.get(spec)) is None:
            form = self._forms[spec] = self._form(spec)
        return form

    def _form(self, spec: str) -> str:
        explained, particle = spec.startswith("+"), spec.removeprefix("+")
        if (ord(self.korean[-1]) - ord("가")) % 28 == 0:
            particle = _PARTICLES.get(particle, particle)
        return self.korean + (f"({self.english})" if explained else "") + particle


def _words(text: str) -> list[str]:
    return [word.replace("_", " ") for word in text.split()]


def _terms(text: str) -> list[Term]:
    pairs = (pair.partition(":") for pair in _words(text))
    return [Term(korean, english) for korean, _, english in pairs]


_KINDS = _terms(
    "확산:diffusion 언어:language 강화:reinforcement 비디오:video 이미지:image 음성:speech 대조:contrastive"
    " 잠재:latent 다중_모달:multimodal 자기_지도:self-supervised 그래프:graph 희소:sparse 계층적:hierarchical"
    " 생성:generative 시각:visual 텍스트:text 코드:code 수학:mathematical 로봇:robotic 의료:medical 음악:music"
    " 공간:spatial 시간:temporal 인과:causal 순환:recurrent 합성곱:convolutional 긴_문맥:long-context"
    " 저차원:low-rank 양자화:quantized 사전_훈련:pre-trained 지시:instruction 선호:preference 장면:scene"
    " 깊이:depth 얼굴:facial 동작:motion 인간:human 검색_증강:retrieval-augmented 분산:distributed"
    " 연합:federated 적대적:adversarial 베이지안:Bayesian 진화:evolutionary 주파수:frequency 점구름:point-cloud"
    " 단백질:protein 분자:molecular 기상:weather 금융:financial 법률:legal 교육:educational 위성:satellite"
)
_HEADS = _terms(
    "모델:model 학습:learning 생성:generation 추론:reasoning 인코더:encoder 디코더:decoder 데이터셋:dataset"
    " 벤치마크:benchmark 정렬:alignment 표현:representation 예측:prediction 분할:segmentation 인식:recognition"
    " 변환기:transformer 어댑터:adapter 손실_함수:loss_function 보상:reward 정책:policy 계획:planning"
    " 에이전트:agent 토큰:token 임베딩:embedding 주의_집중:attention 필터:filter 샘플링:sampling 최적화:optimization"
    " 압축:compression 편집:editing 복원:restoration 추적:tracking 번역:translation 요약:summarization"
    " 분류:classification 검출:detection 재구성:reconstruction 증류:distillation 미세_조정:fine-tuning"
    " 평가:evaluation 프롬프트:prompt 지식:knowledge 기억:memory 상호작용:interaction 시뮬레이션:simulation"
    " 렌더링:rendering 군집화:clustering"
)
# Each kind with each head; in steps, so that the frequent ones differ in both.
TERMS = [
    Term(f"{kind.korean} {head.korean}", f"{kind.english} {head.english}")
    for step in range(len(_HEADS))
    for number, kind in enumerate(_KINDS)
    for head in (_HEADS[(number + step) % len(_HEADS)],)
]
NOUNS = _HEADS + _KINDS[:8]

NEWS = (
    "이번 연구에서는 {a:+을} 위한 새로운 접근인 {name}를 제안합니다.",
    "{name}는 {a:과} {b:을} 하나의 틀로 묶은 첫 번째 시도입니다.",
    "기존의 {a:은} 품질이 낮다는 한계가 있었으며, 본 논문은 이를 {b:+의} 관점에서 다시 살펴봅니다.",
    "최근 {a:이} 빠르게 발전했지만, {b:에} 대한 이해는 아직 부족합니다.",
    "저자들은 {a:을} 새로 정의하고, 이를 통해 {b:+을} 더 쉽게 만드는 방법을 보여줍니다.",
    "이 논문은 {a:+이라는} 문제를 소개하고 {b:의} 역할을 폭넓게 조사합니다.",
)
DETAILS = (
    "먼저 {a:+을} 수행한 뒤, 그 결과를 {b:의} 입력으로 사용합니다.",
    "{name}는 {a:과} {c:으로부터} 얻은 신호를 결합하여 {b:+을} 훈련합니다.",
    "구체적으로, {a:은} {count}개의 층으로 이루어져 있으며 각 층은 {c:을} 따로 처리합니다.",
    "훈련에는 {count}K개의 예시를 담은 {b:+이} 쓰였고, {c:은} 고정된 상태로 유지됩니다.",
    "{a:의} 비용을 줄이기 위해 {b:+을} 두 단계로 나누어 적용합니다.",
    "또한 {c:이} 안정적으로 수렴하도록 {a:에} 작은 정규화 항을 더했습니다.",
    "이 과정에서 {a:은} {b:과} 번갈아 갱신되며, 추가적인 {c:을} 필요로 하지 않습니다.",
)
RESULTS = (
    "실험 결과, {name}는 {a:+에서} 기존 방법보다 {percent}% 높은 정확도를 기록했습니다.",
    "{a:은} 속도가 {count}배 빨라졌고 메모리 사용량은 {percent}% 감소했습니다.",
    "특히 {b:+이} 어려운 상황에서도 {c:의} 성능이 유지되는 것을 확인했습니다.",
    "사람이 직접 살펴본 결과에서도 {name}의 출력이 {percent}% 더 선호되었습니다.",
    "{a:과} {b:을} 함께 쓸 때 가장 좋은 점수를 얻었으며, 코드는 공개될 예정입니다.",
)
PLANTED = "비교 대상으로 {word} 자료를 함께 사용합니다."

TITLES = (
    "{name}: {kind} {head} for {other}",
    "Towards Better {kind} {head} with {other}",
    "{name}: Rethinking {other} through {kind} {head}",
    "On the Limits of {kind} {head}",
    "Learning {other} from {kind} {head}",
)
SYLLABLES = _words(
    "ba bri co da del fi flo ga gra ha in ja ka lo lu ma mi na no o pa phi ra ri sa se ta tri u va ve xi yo"
)
ENDINGS = ("Net", "Former", "LM", "Bench", "Gen", "-VL", "3D", "Flow", "Agent", "Eval", "-7B", "Diff", "RL", "Mix")
GIVEN = _words(
    "Minjun Seo-yeon Jihoon Yuna Wei Xin Lei Hao Mei Chen Anna Boris Carla David Elena Felix Greta Hiro Irene Jonas"
    " Karim Lena Marco Nadia Oscar Priya Quentin Rosa Stefan Tara Umar Vera Yusuf Zoe Aditya Bin Dong Haruto Ines Kai"
)
FAMILIES = _words(
    "Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Zhang Wang Li Liu Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo Lin"
    " Tanaka Sato Suzuki Smith Jones Miller Garcia Rossi Silva Novak Kowalski Müller Schmidt Dubois Moreau Andersson"
    " Hansen Singh Gupta Patel Sharma Nguyen Tran Ivanov Petrov Cohen Levi Haddad Okafor Mensah Demir Yilmaz Costa"
)
