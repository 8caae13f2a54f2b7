//! 词表. The words that the scan stops at, found by their first character.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::quantity::numeral;
use crate::text::script::{is_blank, is_blank_or_line_end, is_han};
use crate::text::words::Words;

use super::Cue;

/// What the scan does at a character.
pub(super) mod class {
    /// A numeral may begin here.
    pub(in crate::figures) const NUMBER: u8 = 1;
    /// A word of the lexicon may begin here.
    pub(in crate::figures) const WORD: u8 = 2;
    /// Punctuation that bounds clauses.
    pub(in crate::figures) const MARK: u8 = 4;
    /// A blank or line end.
    pub(in crate::figures) const BLANK: u8 = 8;
    /// A sign that stands where a number should be.
    pub(in crate::figures) const BLANK_FORM: u8 = 16;
}

/// What a word of the lexicon is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A cue for the rules.
    Cue(Cue),
    /// A verb that takes the figure or its noun as object: it ends a label on the left.
    Verb,
    /// A verb at the start of a clause, part of a noun elsewhere.
    NounVerb,
    /// A word that only looks like one of the others (比例, 等级, 由于): skipped.
    Plain,
}

/// Cue words by family, blank-separated.
const CUES: &[(Cue, &str)] = &[
    (Cue::OfWhich, "其中 内含"),
    (Cue::Comprises, "包括 包含 含 涵盖 具体为 如下 明细 具体包含 具体包括"),
    (Cue::Composed, "组成 构成 分为 两部分 三部分 四部分 两项 两类"),
    (Cue::Respectively, "分别 依次"),
    (
        Cue::Total,
        "共 合计 总计 共计 总额 总数 总量 总和 总共 一共 总投资 总支出 总收入 总成本 总预算 总面积 总人数 总建筑面积 总分 全部",
    ),
    (Cue::Subtotal, "小计"),
    (
        Cue::Completion,
        "完成 完成率 执行率 支出进度 支出率 进度 预算执行率 执行进度 分配进度 拨付率 到位率 使用率 兑付率",
    ),
    (Cue::Share, "占 占比 比重 所占 占地区"),
    (
        Cue::Increase,
        "增加 增长 上升 提高 提升 增支 增收 上涨 增幅 比增 比增加 比增长 比上升 扩大 净增 增 增加了 增长了 提高了 上升了 多支出 多支 多收 多产 增产 追加 多 调增 超支 新增 调高 上调 增速 上浮",
    ),
    (
        Cue::Decrease,
        "减少 下降 降低 减支 压减 缩减 回落 下滑 降幅 比减少 比下降 比降低 负增长 压缩 减 降 减少了 下降了 降低了 减收 少支 少收 少产 减产 少 缩短 调减 核减 调低 下调 缩小 节约 收窄 递减 同比降 下浮 减幅",
    ),
    (Cue::Flat, "持平 相同 一致 不变 无变化 无增减 相等 没有变化 未变"),
    (
        Cue::Against,
        "比 较 同比 环比 相比 对比 比上年 较上年 比去年 较去年 相较 同上年 同上一年 与上年 与上一年 和上年 与去年 同去年 较上一年 比上一年",
    ),
    (Cue::From, "由 从 自"),
    (
        Cue::To,
        "提高到 增加到 降至 下降到 降低到 增至 上升到 提高至 提升到 提升至 扩大到 调整为 提标到 调整到 增长到 增加至 减少到 减少至 下降至 降到 上升至 增长至 调整至 升至 升到 提标至 降低至 扩大至 达到 到 至 调高到 调高至 上调至 上调到 调至 调到 调减为 调增为 调减至 调增至 压减至 压减到 提高为 压缩到 压缩至 压缩为 缩短到 缩短至 缩短为 减到 减至 减为 增到 降为 升为 下降为 上升为 提升为 回落到 扩充到 扩面到 扩面至 涨到",
    ),
    (Cue::Each, "每"),
    (
        Cue::Average,
        "人均 户均 场均 平均 均价 亩均 生均 床均 辆均 次均 件均 笔均 车均 台均 村均 校均 店均 家均 日均 月均 年均 人次均 例均 单车 餐均 座均 套均 镇均 乡均 班均 站均 院均 县均 盏均 头均 株均 栋均 均次 户次均 床日均",
    ),
    (Cue::EtCetera, "等"),
    (Cue::Mainly, "主要 较大的 重点 例如 比如"),
    (Cue::Excluding, "不含 不包括 扣除 剔除 未含 不包含 除去"),
    (Cue::Above, "大于 超出 高于 多于 超过"),
    (Cue::Below, "小于 低于 少于"),
    (Cue::Equals, "等于"),
    (Cue::Computed, "计算 折算 测算"),
    (Cue::Remainder, "差额 相差 节余"),
];

/// Verbs that end a label on the left wherever they stand, and begin what follows a count on the right.
const VERBS: &str = "发放 建成 录入 投入 下达 拨付 安排 实现 收到 争取 筹集 筹措 落实 支付 新建 建立 设立 组建 成立 举办 开展 召开 \
办理 受理 查处 发动 取缔 关爱 提供 劝返 惠及 涉及 享受 共有 拥有 配备 购置 修建 铺设 种植 \
栽植 清理 清运 拆除 签订 引进 扶持 解决 帮助 吸纳 表彰 认定 发送 发布 刊发 报送 印发 出台 制定 修订 上报 回收 发出 收回 上缴 缴纳 \
征收 募集 链接 打造 创建 获得 荣获 兑现 兑付 划拨 落地 签约 开工 竣工 投产 盘活 偿还 发行 核销 追回 追缴 挽回 兜牢 进行 得到 \
实施 聘请 招聘 录用 疏通 投放 更换 新设 聘用 供应 送达 带动 抽取 抽查 复核 立案 结案 审结 调处 \
支出了 收取 追减 结转至 列支 取得 产生 节省 减免 退还 缓缴 达成 出栏 接种 筛查 随访 编写 印制 制作 张贴 \
悬挂 出动 处罚 罚没 扣减 兑换 获批 立项 移交 交付 搬迁 纳入 用于 保有 设有 下设 内设 下辖 辖 收回 拨入 支付给 给予 归集 召集 建有 达标 \
出具 征集 补充 敷设 架设 处治 修补 打通 开行 开通 划分 选派 整合 收集 卸载 转运 退回 抽检 摸排 排除 消除 破获 抓获 查获 收缴 没收 拦截 \
劝阻 挽救 疏浚 清扫 清除 补发 补植 新修 新打 新架 新植 新栽 新改建 新改扩建 新扩建 拓宽 配齐 选聘 选拔 选送 输送 编印 编发 编纂 核发 \
颁发 换发 授予 推选 推送 招引 招收 招录 招募 录取 检出 火化 适配 减轻 动用 发生 稳住 保留 引入 分为 创收 研发 转化 扑救 抢救 抢修 发现 发表 拆改 领取 申领 \
下拨 调拨 营救 拉动 下发 督导 曝光 关停 关闭 栽种 播种 补种 开设 搭建 录制 拍摄 派驻 选出 撤销 合并 调处 赔付 解救 疏散 下放 捐助 捐建 援建 \
共建 领办 承接 承办 协办 编制完成 汇编 刊登 播发 制发 转发 散发 派发 赠送 装备 架设 埋设 布设 加密 扑灭 捣毁 端掉 打掉 侦破 起诉 批捕 \
提起 审查 制止 劝离 拆解 回购 收购 收储 出售 让利 减征 免征 缓征 退税 补缴 追缴 清欠 结清 归还 置换 争创 评出 培树 树立 吸引 招揽 引育 启动 收运 实行 推行 获评 入选 入围 投用";

/// Words that are verbs at the start of a clause and parts of nouns elsewhere (救助对象, 项目建设, 运行经费).
const NOUN_VERBS: &str = "使用 改造 修缮 维修 资助 支持 参加 参与 购买 建设 覆盖 服务 运行 培训 到位 销售 生产 接待 救治 治疗 检测 采集 体检 巡查 检查 督查 验收 安置 分配 \
供养 救助 补助 补贴 奖励 捐赠 捐款 募捐 批复 采购 保障 管理 登记 注销 注册 回访 宣传 演练 指导 评价 调查 监测 维护 护理 养护 审计 追加 核减 安装 组织 处置 排查 整改 慰问 走访 联合 引导 推动 申报 约谈 完善 推进 培育 评选 设置 化解 调解 \
治理 整治 处理 检验 更新 硬化 改建 扩建 清淤 加固 开发 报告 储备 接收 收治 退出 淘汰 孵化 培养 推荐 评审 审核 核查 核实 迁移 \
保护 修复 移植 繁育 饲养 养殖 救援 诊治 诊断 转移 输转 发展 推广 设计 监督 抽查 疏通 清退 腾退 回迁 代办 代缴 流转 防治 管护 抚育 巡护 放流 研制 放映";

/// Words that hold a cue or verb without meaning it.
const PLAIN: &str = "支出 含税 含量 含金量 含水 含氧 含糖 含义 蕴含 饱含 隐含 比例 比重 比较 比如 比赛 比率 比值 比对 比选 比价 存贷比 占地 占用 占领 抢占 较大 较好 较多 较高 较为 较强 较少 较快 较低 较小 较紧 较长 较差 较重 较弱 较严 较晚 较早 计较 \
由于 由此 由来 理由 自由 从事 从业 从而 从严 从优 从实 从紧 从中 从轻 从重 从速 从源头 自己 自然 自身 自主 自评 自查 自治 自愿 自觉 自行 自动 来自 各自 独自 自筹 自有 自收 自建 自来水 自我 自信 自贸 自创 自获 自负 自学 \
等级 平等 高等 中等 初等 等待 等次 优等 同等 对等 均等 等效 等额 何等 特等 甲等 乙等 等候 \
公共 共同 共享 共建 共治 共产 共青 中共 共有产权 共和 共识 总体 共赢 共富 共创 共性 \
每年度 到期 到账 到底 到来 到场 到岗 到户 到人 到点 截至 甚至 直至 乃至 及至 至今 至关 至于 冬至 做到 看到 遇到 感到 找到 听到 至少 \
增强 增值 增效 增设 增进 增补 增量 增加值 增值税 新增长 减轻 减排 减税 减灾 减负 减速 减值 减震 减贫 降雨 降水 降税 降费 降温 降成本 降尘 投降 降本 减压 降碳 \
完成情况 未完成 增长点 增长极 重点项目 主要负责人 主要领导 主要职责 主要职能 主要原因 增减变化 增减变动 减免税 节约型 厉行节约 节约集约 集约节约 辖区 内设机构 药占比 新增就业 高于一切 进度款 进度表";

/// The longest words first.
static TABLE: LazyLock<Words<Word>> = LazyLock::new(|| {
    let cues = CUES.iter().flat_map(|(cue, words)| words.split_whitespace().map(|w| (w, Word::Cue(*cue))));
    let verbs = VERBS.split_whitespace().map(|w| (w, Word::Verb));
    let noun_verbs = NOUN_VERBS.split_whitespace().map(|w| (w, Word::NounVerb));
    let plain = PLAIN.split_whitespace().map(|w| (w, Word::Plain));
    let mut known = BTreeSet::new();
    let mut words: Vec<(&str, Word)> =
        plain.chain(cues).chain(verbs).chain(noun_verbs).filter(|(word, _)| known.insert(*word)).collect();
    words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    Words::of(words)
});

static CLASSES: LazyLock<Box<[u8]>> = LazyLock::new(|| {
    let mut classes = vec![0_u8; 0x1_0000].into_boxed_slice();
    for code in 0..0x1_0000_u32 {
        let Some(c) = char::from_u32(code) else { continue };
        let mut flags = 0;
        if numeral::may_begin(c) || matches!(c, '百' | '千' | '万' | '亿' | '半') {
            flags |= class::NUMBER;
        }
        if matches!(
            c,
            '，' | ','
                | '；'
                | ';'
                | '、'
                | '：'
                | ':'
                | '（'
                | '('
                | '）'
                | ')'
                | '。'
                | '！'
                | '？'
                | '!'
                | '?'
                | '［'
                | '］'
                | '【'
                | '】'
        ) {
            flags |= class::MARK;
        }
        if is_blank_or_line_end(c) {
            flags |= class::BLANK;
        }
        if matches!(c, '万' | '零' | '无' | '未' | '没' | '×' | 'X' | 'x' | '翻') {
            flags |= class::BLANK_FORM;
        }
        classes[code as usize] = flags;
    }
    for c in TABLE.starts() {
        if let Some(class) = classes.get_mut(c as usize) {
            *class |= class::WORD;
        }
    }
    classes
});

/// The table of classes, one byte per character of the basic plane.
pub(super) fn classes() -> &'static [u8] {
    &CLASSES
}

/// The longest word at the start of `text`.
pub(super) fn word_at(text: &str) -> Option<(Word, usize)> {
    TABLE.starting(text).next().map(|(word, meaning)| (meaning, word.len()))
}

/// As [`word_at`], of words that a line end or blanks part as well: 比上年增⏎加, 其⏎中, 其 中.
pub(super) fn word_over_lines(text: &str) -> Option<(Word, usize)> {
    /// Bytes of the longest word that is looked for.
    const LONGEST: usize = 15;
    let found = word_apart(text).or_else(|| word_at(text));
    let near = text.as_bytes().get(..LONGEST).unwrap_or(text.as_bytes());
    let Some(line_end) = memchr::memchr(b'\n', near) else { return found };
    let head = text[..line_end].trim_end_matches(is_blank);
    let tail = text[line_end + 1..].trim_start_matches(is_blank);
    if head.is_empty() || !tail.starts_with(is_han) || found.is_some_and(|(_, len)| len < head.len()) {
        return found;
    }
    let joined: String = head.chars().chain(tail.chars().take(LONGEST / 3)).collect();
    let Some((word, len)) = word_at(&joined).filter(|&(_, len)| len > head.len()) else { return found };
    Some((word, text.len() - tail.len() + len - head.len()))
}

/// A word with a blank behind each of its characters: 比 上 年, 其 中 ：.
fn word_apart(text: &str) -> Option<(Word, usize)> {
    /// Characters of the longest word that is looked for.
    const LONGEST: usize = 5;
    let (first, mut rest) = char_apart(text)?;
    let mut ends = [0_usize; LONGEST];
    let mut joined = String::from(first);
    ends[0] = first.len_utf8();
    for end in &mut ends[1..] {
        let Some((c, behind)) = char_apart(rest) else { break };
        *end = text.len() - rest.len() + c.len_utf8();
        joined.push(c);
        rest = behind;
    }
    let (word, len) = word_at(&joined)?;
    let n_chars = joined[..len].chars().count();
    (n_chars > 1).then(|| (word, ends[n_chars - 1]))
}

/// The first character, where it is Han with a blank behind it, and what follows the blank.
fn char_apart(text: &str) -> Option<(char, &str)> {
    let c = text.chars().next().filter(|&c| is_han(c))?;
    let behind = &text[c.len_utf8()..];
    let rest = behind.trim_start_matches(is_blank);
    (rest.len() < behind.len()).then_some((c, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_wins() {
        assert_eq!(word_at("提高到650元"), Some((Word::Cue(Cue::To), "提高到".len())));
        assert_eq!(word_at("比例为"), Some((Word::Plain, "比例".len())));
        assert_eq!(word_at("比上年"), Some((Word::Cue(Cue::Against), "比上年".len())));
        assert_eq!(word_at("你好"), None);
        assert_eq!(word_over_lines("增\n加5万元"), Some((Word::Cue(Cue::Increase), "增\n加".len())));
        assert_eq!(word_over_lines("增\r\n　加5万元"), Some((Word::Cue(Cue::Increase), "增\r\n　加".len())));
        assert_eq!(word_over_lines("其 中 ： 甲"), Some((Word::Cue(Cue::OfWhich), "其 中".len())));
        assert_eq!(word_over_lines("由 甲 方"), Some((Word::Cue(Cue::From), "由".len())));
        assert_eq!(word_over_lines("比上年\n增加"), Some((Word::Cue(Cue::Against), "比上年".len())));
    }
}
